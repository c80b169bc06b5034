package dev.nightshift.statemachine.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.statemachine.execution.RequestException;
import dev.nightshift.statemachine.execution.RequestException.Reason;
import dev.nightshift.statemachine.json.Json;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request. What has the wrong type is a {@code SerializationException}; what is
 * missing or out of its bounds, a {@code ValidationException}.
 */
final class Request {
    private static final int MAX_ARN = 256;
    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:states:[a-z0-9-]+:\\d{12}:([A-Za-z]+):.+");
    private static final Pattern ROLE = Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/.+");

    private final JsonNode json;

    Request(byte[] body) {
        try {
            json = body.length == 0 ? Json.object() : Json.parse(body);
        } catch (IllegalArgumentException e) {
            throw unreadable("The body is " + e.getMessage());
        }
        if (!json.isObject()) {
            throw unreadable("The body must be an object");
        }
    }

    private Request(JsonNode json) {
        this.json = json;
    }

    /**
     * A text that must be there.
     *
     * @param min least characters
     * @param max most characters
     */
    String required(String member, int min, int max) {
        String text = optional(member, min, max);
        if (text == null) {
            throw new RequestException(
                    Reason.VALIDATION,
                    "1 validation error detected: Value null at '%s' failed to satisfy constraint:"
                                    .formatted(member)
                            + " Member must not be null");
        }
        return text;
    }

    /** As {@link #required}; null when it is not there. */
    @Nullable String optional(String member, int min, int max) {
        JsonNode value = value(member);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw unreadable("'" + member + "' must be a string");
        }
        String text = value.textValue();
        if (text.length() < min) {
            throw invalid(member, "must have length greater than or equal to " + min);
        }
        if (text.length() > max) {
            throw invalid(member, "must have length less than or equal to " + max);
        }
        return text;
    }

    /** One of some texts; null when it is not there. */
    @Nullable String oneOf(String member, List<String> values) {
        String text = optional(member, 0, Integer.MAX_VALUE);
        if (text != null && !values.contains(text)) {
            throw invalid(member, "must satisfy enum value set: " + values);
        }
        return text;
    }

    /**
     * The ARN of something of Step Functions.
     *
     * @param type of the thing, such as {@code execution}
     */
    String arn(String member, String type) {
        return arn(member, type, MAX_ARN);
    }

    /** As {@link #arn(String, String)}, of at most so many characters. */
    String arn(String member, String type, int max) {
        String arn = required(member, 1, max);
        var form = ARN.matcher(arn);
        if (!form.matches()) {
            throw invalidArn("Invalid Arn: 'Invalid ARN prefix: " + arn + "'");
        }
        if (!form.group(1).equals(type)) {
            throw invalidArn(
                    "Invalid Arn: 'Resource type not valid in this context: "
                            + form.group(1)
                            + "'");
        }
        return arn;
    }

    /** The ARN of a role; null when it is not there. */
    @Nullable String role(String member) {
        String arn = optional(member, 1, MAX_ARN);
        if (arn != null && !ROLE.matcher(arn).matches()) {
            throw invalidArn("Invalid Role Arn: '" + arn + "'");
        }
        return arn;
    }

    boolean flag(String member, boolean byDefault) {
        JsonNode value = value(member);
        if (value != null && !value.isBoolean()) {
            throw unreadable("'" + member + "' must be true or false");
        }
        return value == null ? byDefault : value.booleanValue();
    }

    boolean has(String member) {
        return value(member) != null;
    }

    /** The members of an object within; none when it is not there. */
    Request child(String member) {
        JsonNode value = value(member);
        if (value != null && !value.isObject()) {
            throw unreadable("'" + member + "' must be an object");
        }
        return new Request(value == null ? Json.object() : value);
    }

    /** Whether a list within has anything in it. */
    boolean hasElements(String member) {
        JsonNode value = value(member);
        if (value != null && !value.isArray()) {
            throw unreadable("'" + member + "' must be a list");
        }
        return value != null && !value.isEmpty();
    }

    /**
     * How many items an answer may have.
     *
     * @param max most of them
     * @return 100 where nothing, or 0, is asked for
     */
    int maxResults(int max) {
        JsonNode value = value("maxResults");
        if (value == null) {
            return 100;
        }
        if (!value.isInt()) {
            throw unreadable("'maxResults' must be an integer");
        }
        if (value.intValue() < 0) {
            throw invalid("maxResults", "must have value greater than or equal to 0");
        }
        if (value.intValue() > max) {
            throw invalid("maxResults", "must have value less than or equal to " + max);
        }
        return value.intValue() == 0 ? 100 : value.intValue();
    }

    private @Nullable JsonNode value(String member) {
        JsonNode value = json.get(member);
        return value == null || value.isNull() ? null : value;
    }

    /** The values themselves may be secret, and are not repeated. */
    static RequestException invalid(String member, String constraint) {
        return new RequestException(
                Reason.VALIDATION,
                "1 validation error detected: Value at '%s' failed to satisfy constraint: Member %s"
                        .formatted(member, constraint));
    }

    private static RequestException invalidArn(String message) {
        return new RequestException(Reason.INVALID_ARN, message);
    }

    private static RequestException unreadable(String message) {
        return new RequestException(Reason.SERIALIZATION, message);
    }
}
