package dev.nightshift.statemachine.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.statemachine.execution.RequestException;
import dev.nightshift.statemachine.execution.RequestException.Reason;
import dev.nightshift.statemachine.json.Json;
import org.jspecify.annotations.Nullable;

/** The fields of a request; what does not fit is a {@code ValidationException}. */
final class Request {
    private final JsonNode json;

    Request(byte[] body) {
        JsonNode parsed;
        try {
            parsed = body.length == 0 ? Json.object() : Json.parse(body);
        } catch (IllegalArgumentException e) {
            throw new RequestException(Reason.VALIDATION, "The body is " + e.getMessage());
        }
        if (!parsed.isObject()) {
            throw new RequestException(Reason.VALIDATION, "The body must be an object");
        }
        json = parsed;
    }

    String required(String field) {
        String text = optional(field);
        if (text == null || text.isEmpty()) {
            throw invalid(field, "must not be empty");
        }
        return text;
    }

    /** As {@link #required}, and an ARN of Step Functions. */
    String arn(String field) {
        String arn = required(field);
        if (!arn.startsWith("arn:") || !arn.contains(":states:")) {
            throw new RequestException(
                    Reason.INVALID_ARN, "Invalid Arn: 'Invalid ARN prefix: " + arn + "'");
        }
        return arn;
    }

    @Nullable String optional(String field) {
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw invalid(field, "must be a string");
        }
        return value.textValue();
    }

    String optional(String field, String byDefault) {
        String text = optional(field);
        return text == null ? byDefault : text;
    }

    boolean flag(String field, boolean byDefault) {
        JsonNode value = json.get(field);
        return (value != null && value.isBoolean()) ? value.booleanValue() : byDefault;
    }

    boolean has(String field) {
        return json.hasNonNull(field);
    }

    /** How many items a page may have: 100 where nothing, or 0, is asked for. */
    int maxResults() {
        JsonNode value = json.get("maxResults");
        if (value == null || value.isNull() || value.intValue() == 0) {
            return 100;
        }
        if (!value.isInt() || value.intValue() < 0 || value.intValue() > 1000) {
            throw invalid("maxResults", "must be between 0 and 1000");
        }
        return value.intValue();
    }

    static RequestException invalid(String field, String message) {
        return new RequestException(
                Reason.VALIDATION,
                "1 validation error detected: Value at '%s' failed to satisfy constraint: Member %s"
                        .formatted(field, message));
    }
}
