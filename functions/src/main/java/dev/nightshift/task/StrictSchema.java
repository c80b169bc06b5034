package dev.nightshift.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.text.Suggestions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Holds a schema against what OpenAI takes with {@code strict: true}; it refuses every request of a
 * job whose schema is otherwise.
 *
 * @see <a
 *     href="https://platform.openai.com/docs/guides/structured-outputs#supported-schemas">OpenAI's
 *     guide, Structured outputs, supported schemas</a>
 */
final class StrictSchema {
    private static final int MOST_PROPERTIES = 5_000;
    private static final int MOST_LEVELS = 10;
    private static final int MOST_ENUM_VALUES = 1_000;
    private static final int MOST_CHARACTERS = 120_000;
    private static final int LONG_ENUM = 250;
    private static final int MOST_CHARACTERS_OF_A_LONG_ENUM = 15_000;

    private static final Set<String> TYPES =
            Set.of("object", "array", "string", "number", "integer", "boolean", "null");
    private static final Set<String> FORMATS =
            Set.of(
                    "date-time",
                    "time",
                    "date",
                    "duration",
                    "email",
                    "hostname",
                    "ipv4",
                    "ipv6",
                    "uuid");
    private static final Set<String> KEYWORDS =
            Set.of(
                    "$defs",
                    "$ref",
                    "additionalProperties",
                    "anyOf",
                    "const",
                    "definitions",
                    "description",
                    "enum",
                    "exclusiveMaximum",
                    "exclusiveMinimum",
                    "format",
                    "items",
                    "maxItems",
                    "maxLength",
                    "maximum",
                    "minItems",
                    "minLength",
                    "minimum",
                    "multipleOf",
                    "pattern",
                    "properties",
                    "required",
                    "title",
                    "type");

    /** What to write in place of keywords that are often tried. */
    private static final Map<String, String> INSTEAD =
            Map.of(
                    "oneOf", "use anyOf",
                    "allOf", "write its parts together",
                    "default", "say it in the description",
                    "nullable", "use type: [string, \"null\"]",
                    "examples", "say them in the description",
                    "uniqueItems", "say it in the description",
                    "patternProperties", "use a list of objects with a name each",
                    "if", "say it in the description",
                    "not", "say it in the description");

    private final JsonNode root;
    private final List<Finding> findings = new ArrayList<>();
    private int properties;
    private int enumValues;
    private long characters;

    private StrictSchema(JsonNode root) {
        this.root = root;
    }

    /** What OpenAI would refuse a schema for; empty for nothing. */
    static List<Finding> findings(JsonNode schema) {
        return new StrictSchema(schema).findings();
    }

    private List<Finding> findings() {
        if (root.has("anyOf")) {
            add("output", "must not be anyOf; put it into a property");
        }
        visit("output", root, 1);
        most("output", properties, MOST_PROPERTIES, "properties");
        most("output", enumValues, MOST_ENUM_VALUES, "values in enums");
        most("output", characters, MOST_CHARACTERS, "characters in names and enums");
        return findings;
    }

    private void visit(String place, JsonNode schema, int level) {
        if (!schema.isObject()) {
            add(place, "must be a schema, such as {type: string}");
            return;
        }
        keywords(place, schema);
        if (schema.has("properties") || is(schema, "object")) {
            if (level > MOST_LEVELS) {
                add(place, "lies more than %d objects deep; flatten it".formatted(MOST_LEVELS));
                return;
            }
            object(place, schema);
        }
        if (is(schema, "array") && !schema.has("items")) {
            add(place, "is a list and needs items, the schema of its elements");
        }
        int deeper = is(schema, "object") ? level + 1 : level;
        for (String group : List.of("properties", "$defs", "definitions")) {
            for (Map.Entry<String, JsonNode> part : schema.path(group).properties()) {
                characters += part.getKey().length();
                visit(place + "." + group + "." + part.getKey(), part.getValue(), deeper);
            }
        }
        for (int i = 0; i < schema.path("anyOf").size(); i++) {
            visit(place + ".anyOf[" + i + "]", schema.path("anyOf").get(i), level);
        }
        if (schema.has("items")) {
            visit(place + ".items", schema.get("items"), level);
        }
    }

    private void keywords(String place, JsonNode schema) {
        schema.fieldNames()
                .forEachRemaining(
                        keyword -> {
                            if (!KEYWORDS.contains(keyword)) {
                                String instead = INSTEAD.get(keyword);
                                add(
                                        place + "." + keyword,
                                        "is not taken by OpenAI in strict mode"
                                                + (instead == null
                                                        ? Suggestions.question(keyword, KEYWORDS)
                                                        : "; " + instead));
                            }
                        });
        type(place, schema);
        values(place, schema.path("enum"));
        reference(place, schema);
        pattern(place, schema);
        String format = schema.path("format").asText("");
        if (!format.isEmpty() && !FORMATS.contains(format)) {
            add(
                    place + ".format",
                    "'%s' is not taken by OpenAI; known are %s"
                            .formatted(format, YamlKeys.sorted(FORMATS)));
        }
    }

    private void type(String place, JsonNode schema) {
        JsonNode type = schema.path("type");
        for (JsonNode one : type.isArray() ? type : List.of(type)) {
            if (!one.isMissingNode() && (one.isNull() || !TYPES.contains(one.asText()))) {
                add(
                        place + ".type",
                        one.isNull()
                                ? "is YAML's null; write \"null\" in quotes"
                                : "'%s' is none; known are %s"
                                        .formatted(one.asText(), YamlKeys.sorted(TYPES)));
            }
        }
        if (type.isMissingNode()
                && !schema.has("anyOf")
                && !schema.has("$ref")
                && !schema.has("enum")
                && !schema.has("const")) {
            add(place, "needs a type");
        }
    }

    private void values(String place, JsonNode values) {
        if (values.isMissingNode()) {
            return;
        }
        if (!values.isArray() || values.isEmpty()) {
            add(place + ".enum", "must be a list of values");
        }
        enumValues += values.size();
        long length = 0;
        for (JsonNode value : values) {
            length += value.asText().length();
        }
        characters += length;
        if (values.size() > LONG_ENUM) {
            most(place + ".enum", length, MOST_CHARACTERS_OF_A_LONG_ENUM, "characters");
        }
    }

    private void reference(String place, JsonNode schema) {
        if (!schema.has("$ref")) {
            return;
        }
        String reference = schema.path("$ref").asText();
        boolean isInside = reference.equals("#") || reference.startsWith("#/");
        if (!isInside || root.at(reference.substring(1)).isMissingNode()) {
            add(
                    place + ".$ref",
                    "'%s' leads nowhere; write # or #/$defs/NAME and put NAME under output.$defs"
                            .formatted(reference));
        } else if (isCircle(schema)) {
            add(
                    place + ".$ref",
                    "'%s' leads back to itself alone; say there what it stands for"
                            .formatted(reference));
        }
    }

    /** Whether references lead to each other, and nowhere to anything else. */
    private boolean isCircle(JsonNode schema) {
        Set<String> seen = new HashSet<>();
        JsonNode at = schema;
        while (at.path("$ref").isTextual()) {
            String reference = at.path("$ref").textValue();
            if (!seen.add(reference) || !reference.startsWith("#")) {
                return reference.startsWith("#");
            }
            at = root.at(reference.substring(1));
        }
        return false;
    }

    private void pattern(String place, JsonNode schema) {
        if (schema.has("pattern")) {
            try {
                Pattern.compile(schema.path("pattern").asText());
            } catch (PatternSyntaxException e) {
                add(place + ".pattern", "is no regular expression: " + e.getDescription());
            }
        }
    }

    private void object(String place, JsonNode schema) {
        JsonNode additional = schema.path("additionalProperties");
        if (!additional.isBoolean() || additional.booleanValue()) {
            add(place, "must have additionalProperties: false");
        }
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        List<String> names = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        properties += names.size();
        List<String> missing = names.stream().filter(name -> !required.contains(name)).toList();
        if (!missing.isEmpty()) {
            add(
                    place + ".required",
                    "must name all properties, %s too; let one that may be absent be null, as in type: [string, \"null\"]"
                            .formatted(String.join(", ", missing)));
        }
        names.forEach(required::remove);
        if (!required.isEmpty()) {
            add(
                    place + ".required",
                    "names %s, which properties does not have"
                            .formatted(String.join(", ", required.stream().sorted().toList())));
        }
    }

    private static boolean is(JsonNode schema, String wanted) {
        JsonNode type = schema.path("type");
        for (JsonNode one : type) {
            if (one.asText().equals(wanted)) {
                return true;
            }
        }
        return type.asText().equals(wanted);
    }

    private void most(String place, long count, long most, String of) {
        if (count > most) {
            add(place, "has %,d %s; OpenAI takes %,d at most".formatted(count, of, most));
        }
    }

    private void add(String place, String what) {
        findings.add(Finding.error(place, what));
    }
}
