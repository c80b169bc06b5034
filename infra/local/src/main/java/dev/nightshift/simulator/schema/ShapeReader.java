package dev.nightshift.simulator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a schema into shapes. Keywords outside of the strict subset are passed over. */
final class ShapeReader {
    private static final BigDecimal SPAN = BigDecimal.valueOf(100);
    private static final int MANY_ITEMS = 4;

    private final JsonNode root;
    private final Map<String, Shape> referred = new HashMap<>();

    ShapeReader(JsonNode root) {
        this.root = root;
    }

    /** The shapes that references lead to, by pointer. */
    Map<String, Shape> referred() {
        return Map.copyOf(referred);
    }

    Shape read(JsonNode schema) {
        if (schema.path("$ref").isTextual()) {
            return refer(schema.path("$ref").textValue());
        }
        if (schema.has("const")) {
            return new Shape.Choice(List.of(schema.path("const")));
        }
        if (schema.path("enum").isArray() && !schema.path("enum").isEmpty()) {
            List<JsonNode> values = new ArrayList<>();
            schema.path("enum").forEach(values::add);
            return new Shape.Choice(values);
        }
        if (schema.path("anyOf").isArray() && !schema.path("anyOf").isEmpty()) {
            List<Shape> shapes = new ArrayList<>();
            schema.path("anyOf").forEach(one -> shapes.add(read(one)));
            return new Shape.AnyOf(shapes);
        }
        JsonNode type = schema.path("type");
        if (type.isArray() && !type.isEmpty()) {
            List<Shape> shapes = new ArrayList<>();
            type.forEach(one -> shapes.add(ofType(one.asText(), schema)));
            return new Shape.AnyOf(shapes);
        }
        return ofType(type.asText(schema.has("properties") ? "object" : "string"), schema);
    }

    private Shape ofType(String type, JsonNode schema) {
        return switch (type) {
            case "object" -> fields(schema);
            case "array" -> items(schema);
            case "integer" -> numeric(schema, true);
            case "number" -> numeric(schema, false);
            case "boolean" -> new Shape.Truth();
            case "null" -> new Shape.Nothing();
            default -> text(schema);
        };
    }

    private Shape fields(JsonNode schema) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        List<Shape.Field> fields = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String name = property.getKey();
            fields.add(new Shape.Field(name, read(property.getValue()), required.contains(name)));
        }
        return new Shape.Fields(fields);
    }

    private Shape items(JsonNode schema) {
        int min = Math.max(0, schema.path("minItems").asInt(0));
        int most = Math.max(min, Math.max(1, min) + MANY_ITEMS - 1);
        int max = Math.max(min, Math.min(most, schema.path("maxItems").asInt(most)));
        JsonNode item = schema.path("items");
        return new Shape.Items(read(item.isObject() ? item : emptySchema()), min, max);
    }

    private static Shape text(JsonNode schema) {
        return new Shape.Text(
                schema.path("format").textValue(),
                schema.path("pattern").textValue(),
                schema.path("minLength").asInt(0),
                schema.has("maxLength") ? Integer.valueOf(schema.path("maxLength").asInt()) : null);
    }

    private static Shape numeric(JsonNode schema, boolean whole) {
        boolean openMin = schema.has("exclusiveMinimum");
        boolean openMax = schema.has("exclusiveMaximum");
        JsonNode low = schema.path(openMin ? "exclusiveMinimum" : "minimum");
        JsonNode high = schema.path(openMax ? "exclusiveMaximum" : "maximum");
        BigDecimal min = low.isNumber() ? low.decimalValue() : defaultMin(high);
        BigDecimal max = high.isNumber() ? high.decimalValue() : min.add(SPAN.max(min.abs()));
        JsonNode step = schema.path("multipleOf");
        return new Shape.Numeric(
                min, openMin, max, openMax, step.isNumber() ? step.decimalValue() : null, whole);
    }

    private static BigDecimal defaultMin(JsonNode high) {
        return high.isNumber() && high.decimalValue().signum() <= 0
                ? high.decimalValue().subtract(SPAN.max(high.decimalValue().abs()))
                : BigDecimal.ZERO;
    }

    private Shape refer(String reference) {
        String pointer = reference.startsWith("#") ? reference.substring(1) : reference;
        Shape.Ref ref = new Shape.Ref(pointer);
        if (!referred.containsKey(pointer)) {
            referred.put(pointer, ref);
            JsonNode target =
                    pointer.isEmpty() || pointer.startsWith("/") ? root.at(pointer) : root;
            referred.put(pointer, read(target.isObject() ? target : emptySchema()));
        }
        return ref;
    }

    private static ObjectNode emptySchema() {
        return JsonNodeFactory.instance.objectNode();
    }
}
