package dev.nightshift.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.nightshift.simulator.schema.Composer;
import dev.nightshift.simulator.schema.Phrases;
import dev.nightshift.simulator.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The schemas of an OpenAPI document: what fits them, and what does not. */
final class Schemas {
    private static final String URN = "urn:test:openapi";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode document;
    private final SchemaRegistry registry;

    Schemas(JsonNode document) {
        this.document = document;
        this.registry =
                SchemaRegistry.withDialect(
                        Dialects.getOpenApi30(),
                        builder -> builder.schemas(Map.of(URN, document.toString())));
    }

    /**
     * What is wrong with a value.
     *
     * @param at where the schema stands, part by part
     */
    List<Error> wrong(JsonNode value, String... at) {
        return registry.getSchema(SchemaLocation.of(URN + "#" + pointer(at))).validate(value);
    }

    /** What is wrong with a value under a schema that refers to no other. */
    List<Error> wrongValue(JsonNode value, JsonNode schema) {
        return registry.getSchema(schema).validate(value);
    }

    static String pointer(String... parts) {
        StringBuilder pointer = new StringBuilder();
        for (String part : parts) {
            pointer.append('/').append(part.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    JsonNode resolved(JsonNode schema) {
        if (schema.has("$ref")) {
            return resolved(document.at(schema.path("$ref").asText().substring(1)));
        }
        return schema.has("allOf") ? resolved(schema.path("allOf").get(0)) : schema;
    }

    /** A value that fits: an example where there is one, else the least that will do. */
    JsonNode sample(JsonNode referring) {
        JsonNode schema = resolved(referring);
        for (String given : List.of("example", "default")) {
            if (schema.has(given)) {
                return schema.get(given);
            }
        }
        if (schema.has("enum")) {
            return schema.path("enum").get(0);
        }
        for (String choice : List.of("oneOf", "anyOf")) {
            if (schema.has(choice)) {
                return sample(schema.path(choice).get(0));
            }
        }
        return switch (schema.path("type").asText()) {
            case "object" -> object(schema);
            case "array" ->
                    schema.path("minItems").asInt() > 0
                            ? NODES.arrayNode().add(sample(schema.path("items")))
                            : NODES.arrayNode();
            case "integer", "number" -> NODES.numberNode(schema.path("minimum").asInt(1));
            case "boolean" -> NODES.booleanNode(true);
            default -> NODES.textNode(text(schema));
        };
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
            boolean required =
                    schema.path("required").toString().contains('"' + field.getKey() + '"');
            if (required || resolved(field.getValue()).has("example")) {
                object.set(field.getKey(), sample(field.getValue()));
            }
        }
        return object;
    }

    private static String text(JsonNode schema) {
        if (schema.path("format").asText().equals("date-time")) {
            return "2030-01-02T03:04:05Z";
        }
        if (schema.has("pattern")) {
            String json =
                    Composer.compose(
                            Schema.read(schema), Phrases.of("one two"), new SplittableRandom(1), 0);
            return json.substring(1, json.length() - 1);
        }
        return "x".repeat(Math.max(1, schema.path("minLength").asInt()));
    }
}
