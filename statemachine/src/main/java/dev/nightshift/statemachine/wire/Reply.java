package dev.nightshift.statemachine.wire;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.statemachine.json.Json;

/**
 * An answer in AWS JSON 1.0, to be sent with the content type {@link #CONTENT_TYPE}.
 *
 * @param status of HTTP
 */
public record Reply(int status, JsonNode body) {
    public static final String CONTENT_TYPE = "application/x-amz-json-1.0";

    public Reply {
        requireNonNull(body, "body");
    }

    static Reply ok(ObjectNode body) {
        return new Reply(200, body);
    }

    static Reply refused(String type, String message) {
        return new Reply(400, Json.object().put("__type", type).put("message", message));
    }

    static Reply broken() {
        return new Reply(
                500,
                Json.object().put("__type", "InternalFailure").put("message", "internal error"));
    }

    /** The body in UTF-8. */
    public byte[] bytes() {
        return Json.bytes(body);
    }
}
