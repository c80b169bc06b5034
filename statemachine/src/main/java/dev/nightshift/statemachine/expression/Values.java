package dev.nightshift.statemachine.expression;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.statemachine.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what an expression gave into JSON: a copy, since the library returns what was bound. */
final class Values {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final double EXACT = 1L << 53;

    private Values() {}

    /**
     * @throws IllegalArgumentException for a function, a regular expression, a number that JSON
     *     does not have, or what is nested deeper than {@link Json#MAX_NESTING}
     */
    static JsonNode toJson(@Nullable Object value) {
        return toJson(value, Json.MAX_NESTING);
    }

    private static JsonNode toJson(@Nullable Object value, int levels) {
        if (levels < 0) {
            throw new IllegalArgumentException("nested too deeply");
        }
        if (value == null || value.equals(Jsonata.NULL_VALUE)) {
            return JSON.nullNode();
        }
        return switch (value) {
            case String text -> JSON.textNode(text);
            case Boolean bool -> JSON.booleanNode(bool);
            case Integer number -> JSON.numberNode(number);
            case Long number -> JSON.numberNode(number);
            case BigInteger number -> JSON.numberNode(number);
            case BigDecimal number -> JSON.numberNode(number);
            case Double number -> number(number);
            case Map<?, ?> map -> object(map, levels - 1);
            case Collection<?> list -> array(list, levels - 1);
            default -> throw new IllegalArgumentException(value.getClass().getName());
        };
    }

    /** JSON has one kind of number: 2.0 is written 2, as everywhere else in the language. */
    private static JsonNode number(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new IllegalArgumentException("not a number of JSON: " + number);
        }
        return number == Math.rint(number) && Math.abs(number) < EXACT
                ? JSON.numberNode((long) number)
                : JSON.numberNode(number);
    }

    private static ObjectNode object(Map<?, ?> map, int levels) {
        ObjectNode object = JSON.objectNode();
        map.forEach((key, value) -> object.set(String.valueOf(key), toJson(value, levels)));
        return object;
    }

    private static ArrayNode array(Collection<?> list, int levels) {
        ArrayNode array = JSON.arrayNode();
        list.forEach(value -> array.add(toJson(value, levels)));
        return array;
    }
}
