package dev.nightshift.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.simulator.http.ApiError;
import dev.nightshift.simulator.schema.Schema;
import dev.nightshift.simulator.schema.StrictSubset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The schemas that requests ask for, each read once for all requests that carry the same. */
final class Formats {
    private static final int MOST = 500;

    private final Map<JsonNode, Known> known = new ConcurrentHashMap<>();

    /**
     * A schema that has been read.
     *
     * @param fault what is wrong with it, as a sentence; null when nothing is
     * @param bytes of its JSON text
     */
    private record Known(Schema schema, @Nullable String fault, long bytes) {}

    /** The schema that a reply has to fit; null when the request has none. */
    @Nullable Schema schema(Ask ask) {
        JsonNode format = ask.schemaFormat();
        return format.path("schema").isObject() ? known(format).schema() : null;
    }

    /** How many bytes the schema adds to the input. */
    long bytes(Ask ask) {
        JsonNode format = ask.schemaFormat();
        return format.path("schema").isObject() ? known(format).bytes() : 0;
    }

    /** What is wrong with the format asked for; null when nothing is. */
    @Nullable ApiError fault(Ask ask) {
        String type = ask.format().path("type").asText("text");
        if (!type.equals("json_schema")) {
            return type.equals("text") || type.equals("json_object")
                    ? null
                    : ApiError.invalid(
                            "Invalid value: '%s'. Supported values are: 'json_object', 'json_schema', and 'text'."
                                    .formatted(type),
                            ask.formatParam() + ".type",
                            "invalid_value");
        }
        JsonNode format = ask.schemaFormat();
        String name = format.path("name").asText("");
        if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
            return ApiError.invalid(
                    "Invalid name '%s': expected 1 to 64 letters, digits, underscores or dashes."
                            .formatted(name),
                    ask.formatParam(),
                    "invalid_value");
        }
        if (!format.path("schema").isObject()) {
            return ApiError.invalid(
                    "Missing required parameter: '%s.schema'.".formatted(ask.formatParam()),
                    ask.formatParam(),
                    "missing_required_parameter");
        }
        String fault = known(format).fault();
        return fault == null
                ? null
                : ApiError.invalid(
                        "Invalid schema for response_format '%s': %s".formatted(name, fault),
                        ask.formatParam(),
                        "invalid_json_schema");
    }

    private Known known(JsonNode format) {
        if (known.size() > MOST) {
            known.clear();
        }
        return known.computeIfAbsent(
                format,
                one -> {
                    JsonNode schema = one.path("schema");
                    boolean strict = one.path("strict").asBoolean(false);
                    return new Known(
                            Schema.read(schema),
                            strict ? StrictSubset.fault(schema) : null,
                            Tokens.bytes(schema.toString()));
                });
    }
}
