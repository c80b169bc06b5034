package dev.nightshift.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a call is answered with. */
public sealed interface Answer {

    /** Headers besides those that every answer carries. */
    Map<String, String> headers();

    static Answer ok(JsonNode body) {
        return new Body(200, body, Map.of());
    }

    static Answer refused(int status, ApiError error) {
        return new Body(status, error.json(), Map.of());
    }

    /** 400 with type {@code invalid_request_error}. */
    static Answer invalid(String message, @Nullable String param, @Nullable String code) {
        return refused(400, ApiError.invalid(message, param, code));
    }

    /** The same answer with one more header. */
    default Answer with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers());
        more.put(name, value);
        return switch (this) {
            case Body body -> new Body(body.status, body.json, more);
            case Download download -> new Download(download.file, more);
            case Dropped dropped -> dropped;
        };
    }

    /** A JSON body. */
    record Body(int status, JsonNode json, Map<String, String> headers) implements Answer {
        public Body {
            headers = Map.copyOf(headers);
        }
    }

    /** The bytes of a file, streamed. */
    record Download(Path file, Map<String, String> headers) implements Answer {
        public Download {
            headers = Map.copyOf(headers);
        }
    }

    /** No answer: the connection is closed. */
    record Dropped() implements Answer {
        @Override
        public Map<String, String> headers() {
            return Map.of();
        }
    }
}
