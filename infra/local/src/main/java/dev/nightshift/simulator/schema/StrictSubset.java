package dev.nightshift.simulator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a schema must keep to when {@code strict} is true: the root is an object, objects are closed
 * and all their properties required, and some keywords are not to be used.
 *
 * @see <a
 *     href="https://platform.openai.com/docs/guides/structured-outputs#supported-schemas">OpenAI's
 *     guide, Structured outputs, supported schemas</a>
 */
public final class StrictSubset {
    private static final List<String> FORBIDDEN =
            List.of(
                    "allOf",
                    "not",
                    "if",
                    "then",
                    "else",
                    "dependentRequired",
                    "dependentSchemas",
                    "oneOf",
                    "patternProperties");

    private StrictSubset() {}

    /** What is wrong with a schema, as a sentence; null when nothing is. */
    public static @Nullable String fault(JsonNode schema) {
        if (!schema.path("type").asText().equals("object")) {
            return "schema must be a JSON Schema of 'type: \"object\"', got 'type: \"%s\"'."
                    .formatted(schema.path("type").asText("None"));
        }
        return schema.has("anyOf")
                ? "In context=(), 'anyOf' is not permitted at the root."
                : fault(schema, "");
    }

    private static @Nullable String fault(JsonNode schema, String context) {
        for (String keyword : FORBIDDEN) {
            if (schema.has(keyword)) {
                return "In context=(%s), '%s' is not permitted.".formatted(context, keyword);
            }
        }
        if (schema.has("properties") || schema.path("type").asText().equals("object")) {
            String found = objectFault(schema, context);
            if (found != null) {
                return found;
            }
        }
        return partsFault(schema, context);
    }

    private static @Nullable String objectFault(JsonNode schema, String context) {
        JsonNode additional = schema.path("additionalProperties");
        if (!additional.isBoolean() || additional.booleanValue()) {
            return "In context=(%s), 'additionalProperties' is required to be supplied and to be false."
                    .formatted(context);
        }
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (!required.contains(property.getKey())) {
                return "In context=(%s), 'required' is required to be supplied and to be an array including every key in properties. Missing '%s'."
                        .formatted(context, property.getKey());
            }
        }
        return null;
    }

    private static @Nullable String partsFault(JsonNode schema, String context) {
        for (String group : List.of("properties", "$defs", "definitions")) {
            for (Map.Entry<String, JsonNode> part : schema.path(group).properties()) {
                String found = fault(part.getValue(), join(join(context, group), part.getKey()));
                if (found != null) {
                    return found;
                }
            }
        }
        for (JsonNode part : schema.path("anyOf")) {
            String found = fault(part, join(context, "anyOf"));
            if (found != null) {
                return found;
            }
        }
        return schema.has("items") ? fault(schema.path("items"), join(context, "items")) : null;
    }

    private static String join(String context, String key) {
        return (context.isEmpty() ? "" : context + ", ") + "'" + key + "'";
    }
}
