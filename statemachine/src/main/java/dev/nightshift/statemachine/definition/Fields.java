package dev.nightshift.statemachine.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.statemachine.expression.Template;
import dev.nightshift.statemachine.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of a definition, read field by field. What is missing or of the wrong kind
 * becomes a problem and a harmless value, so that reading goes on; what nobody asked for becomes a
 * problem in {@link #refuseOthers}.
 */
final class Fields {
    private static final Set<String> JSONPATH =
            Set.of(
                    "InputPath",
                    "OutputPath",
                    "ResultPath",
                    "ResultSelector",
                    "Parameters",
                    "Result",
                    "Iterator",
                    "ItemsPath",
                    "Variable",
                    "SecondsPath",
                    "TimestampPath",
                    "TimeoutSecondsPath",
                    "HeartbeatSecondsPath",
                    "MaxConcurrencyPath",
                    "ErrorPath",
                    "CausePath");

    private final JsonNode json;
    private final String location;
    private final List<Problem> problems;
    private final Set<String> known = new HashSet<>();

    Fields(JsonNode json, String location, List<Problem> problems) {
        this.json = json;
        this.location = location;
        this.problems = problems;
        if (!json.isObject()) {
            problem("must be an object");
        }
    }

    String location() {
        return location;
    }

    void problem(String message) {
        problems.add(new Problem(location.isEmpty() ? "/" : location, message));
    }

    void problem(String field, String message) {
        problems.add(new Problem(location + "/" + field, message));
    }

    /** null when the field is absent; a JSON null is a value. */
    @Nullable JsonNode optional(String field) {
        known.add(field);
        return json.get(field);
    }

    @Nullable String optionalText(String field) {
        JsonNode value = optional(field);
        if (value == null) {
            return null;
        }
        if (!value.isTextual() || value.textValue().isEmpty()) {
            problem(field, "must be a text that is not empty");
            return null;
        }
        return value.textValue();
    }

    String text(String field) {
        if (!json.has(field)) {
            problem(field, "is required");
        }
        String text = optionalText(field);
        return text == null ? "" : text;
    }

    /** The text of a field that may only have certain values. */
    String oneOf(String field, String byDefault, Set<String> values) {
        String text = optionalText(field);
        if (text == null) {
            return byDefault;
        }
        if (!values.contains(text)) {
            problem(field, "is '" + text + "', supported: " + String.join(", ", values));
        }
        return text;
    }

    boolean flag(String field) {
        JsonNode value = optional(field);
        if (value != null && !value.isBoolean()) {
            problem(field, "must be true or false");
        }
        return value != null && value.booleanValue();
    }

    int integer(String field, int byDefault, int min, int max) {
        JsonNode value = optional(field);
        if (value == null) {
            return byDefault;
        }
        if (!value.canConvertToInt()
                || !value.canConvertToExactIntegral()
                || value.intValue() < min
                || value.intValue() > max) {
            problem(field, "must be a whole number from " + min + " to " + max);
            return byDefault;
        }
        return value.intValue();
    }

    @Nullable Template template(String field) {
        JsonNode value = optional(field);
        return value == null ? null : template(field, value);
    }

    /** A number in bounds, or an expression; null when absent. */
    @Nullable Template number(String field, int min, int max) {
        JsonNode value = optional(field);
        if (value == null) {
            return null;
        }
        Template template = template(field, value);
        if (!(template instanceof Template.Query)) {
            integer(field, min, min, max);
        }
        return template;
    }

    /** A text or an expression; null when absent. */
    @Nullable Template textOrQuery(String field) {
        JsonNode value = optional(field);
        if (value != null && !value.isTextual()) {
            problem(field, "must be a text");
        }
        return value == null ? null : template(field, value);
    }

    /** An object or an expression; null when absent. */
    @Nullable Template objectOrQuery(String field) {
        JsonNode value = optional(field);
        Template template = template(field);
        if (value != null && !value.isObject() && !(template instanceof Template.Query)) {
            problem(field, "must be an object or an expression");
        }
        return template;
    }

    Map<String, Template> templates(String field) {
        JsonNode value = optional(field);
        Map<String, Template> templates = new LinkedHashMap<>();
        if (value == null) {
            return templates;
        }
        if (!(value instanceof ObjectNode object)) {
            problem(field, "must be an object");
            return templates;
        }
        object.properties()
                .forEach(
                        entry ->
                                templates.put(
                                        entry.getKey(),
                                        template(field + "/" + entry.getKey(), entry.getValue())));
        return templates;
    }

    /** The objects of an array; none when the field is absent. */
    List<Fields> objects(String field) {
        JsonNode value = optional(field);
        List<Fields> objects = new ArrayList<>();
        if (value != null && !value.isArray()) {
            problem(field, "must be an array");
        } else if (value != null) {
            for (JsonNode element : value) {
                String place = location + "/" + field + "[" + objects.size() + "]";
                objects.add(new Fields(element, place, problems));
            }
        }
        return objects;
    }

    /** The fields of an object that must be there. */
    Fields object(String field) {
        JsonNode value = optional(field);
        if (value == null) {
            problem(field, "is required");
            return new Fields(Json.object(), location + "/" + field, problems);
        }
        return new Fields(value, location + "/" + field, problems);
    }

    /** Every field by its name, each an object. */
    Map<String, Fields> entries() {
        Map<String, Fields> entries = new LinkedHashMap<>();
        json.properties()
                .forEach(
                        entry ->
                                entries.put(
                                        entry.getKey(),
                                        new Fields(
                                                entry.getValue(),
                                                location + "/" + entry.getKey(),
                                                problems)));
        return entries;
    }

    /** Call last: every field that was not read is a problem. Comment is allowed everywhere. */
    void refuseOthers() {
        optionalText("Comment");
        json.fieldNames()
                .forEachRemaining(
                        field -> {
                            if (!known.contains(field)) {
                                problem(
                                        field,
                                        JSONPATH.contains(field)
                                                ? "belongs to JSONPath; only JSONata is supported"
                                                : "is not supported here");
                            }
                        });
    }

    private Template template(String field, JsonNode value) {
        return Template.of(
                value,
                location + "/" + field,
                (place, message) -> problems.add(new Problem(place, message)));
    }
}
