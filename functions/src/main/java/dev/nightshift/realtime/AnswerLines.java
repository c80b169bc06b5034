package dev.nightshift.realtime;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.nightshift.openai.OpenAiError;
import dev.nightshift.openai.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines as a batch's output and error files have them, one compact JSON object each, ended
 * by a line feed:
 *
 * <pre>
 * {"id":"realtime_r7","custom_id":"r7","response":{"status_code":200,"request_id":"req_1","body":{…}},"error":null}
 * </pre>
 */
final class AnswerLines {
    /** OpenAI answered with what is no JSON object. */
    static final String UNREADABLE = "unreadable_answer";

    /** The request may have arrived, and its answer was lost. */
    static final String LOST = "answer_lost";

    /** No connection came about. */
    static final String UNREACHABLE = "unreachable";

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private AnswerLines() {}

    /** The line of a reply. OpenAI indents its replies, so that they are written anew. */
    static byte[] of(String customId, Reply reply) {
        try {
            return line(
                    customId,
                    json -> {
                        response(json, 200, reply.requestId());
                        copy(reply.body(), json);
                        json.writeEndObject();
                        json.writeNullField("error");
                    });
        } catch (IOException notJson) {
            return failure(customId, UNREADABLE, "OpenAI's answer to this request cannot be read");
        }
    }

    /** The line of a request that OpenAI answered with an error. */
    static byte[] of(String customId, OpenAiError error) {
        return sound(
                customId,
                json -> {
                    response(json, error.status(), error.requestId());
                    json.writeStartObject();
                    json.writeObjectFieldStart("error");
                    json.writeStringField("message", error.detail());
                    json.writeStringField("type", error.type());
                    json.writeStringField("param", error.param());
                    json.writeStringField("code", error.code());
                    json.writeEndObject();
                    json.writeEndObject();
                    json.writeEndObject();
                    json.writeNullField("error");
                });
    }

    /** The line of a request that has no answer. */
    static byte[] failure(String customId, String code, String message) {
        return sound(
                customId,
                json -> {
                    json.writeNullField("response");
                    json.writeObjectFieldStart("error");
                    json.writeStringField("code", code);
                    json.writeStringField("message", message);
                    json.writeEndObject();
                });
    }

    /** What a line holds behind its ids. */
    @FunctionalInterface
    private interface Rest {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] sound(String customId, Rest rest) {
        try {
            return line(customId, rest);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] line(String customId, Rest rest) throws IOException {
        var line = new ByteArrayOutputStream(4096);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("id", "realtime_" + customId);
            json.writeStringField("custom_id", customId);
            rest.write(json);
            json.writeEndObject();
        }
        line.writeBytes("\n".getBytes(StandardCharsets.US_ASCII));
        return line.toByteArray();
    }

    /** Opens the response and names its body. */
    private static void response(JsonGenerator json, int status, @Nullable String requestId)
            throws IOException {
        json.writeObjectFieldStart("response");
        json.writeNumberField("status_code", status);
        json.writeStringField("request_id", requestId);
        json.writeFieldName("body");
    }

    private static void copy(String body, JsonGenerator json) throws IOException {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the body is no JSON object");
            }
            json.copyCurrentStructureExact(parser);
            if (parser.nextToken() != null) {
                throw new IOException("more follows the body");
            }
        }
    }
}
