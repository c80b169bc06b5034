package dev.nightshift.statemachine.expression;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
     * @throws IllegalArgumentException for a function, a regular expression, or a number that JSON
     *     does not have
     */
    static JsonNode toJson(@Nullable Object value) {
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
            case Map<?, ?> map -> object(map);
            case Collection<?> list -> array(list);
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

    private static ObjectNode object(Map<?, ?> map) {
        ObjectNode object = JSON.objectNode();
        map.forEach((key, value) -> object.set(String.valueOf(key), toJson(value)));
        return object;
    }

    private static ArrayNode array(Collection<?> list) {
        ArrayNode array = JSON.arrayNode();
        list.forEach(value -> array.add(toJson(value)));
        return array;
    }
}
