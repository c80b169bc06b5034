package dev.nightshift.statemachine.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * JSON in which some strings are expressions: those that begin with {@code {%} and end with {@code
 * %}}, the whole string. There is no interpolation.
 */
public sealed interface Template {
    /** JSON without any expression in it. */
    record Constant(JsonNode value) implements Template {}

    record Query(Expression expression) implements Template {}

    record Fields(Map<String, Template> fields) implements Template {}

    record Elements(List<Template> elements) implements Template {}

    /**
     * Compiles every expression in a piece of JSON.
     *
     * @param problems told the location and the fault of each expression that is not JSONata
     * @param location of {@code json}, a path
     */
    static Template of(JsonNode json, String location, BiConsumer<String, String> problems) {
        if (json.isTextual()) {
            return ofText(json, location, problems);
        }
        if (json instanceof ObjectNode object) {
            Map<String, Template> fields = new LinkedHashMap<>();
            object.properties()
                    .forEach(
                            field ->
                                    fields.put(
                                            field.getKey(),
                                            of(
                                                    field.getValue(),
                                                    location + "/" + field.getKey(),
                                                    problems)));
            boolean constant = fields.values().stream().allMatch(Constant.class::isInstance);
            return constant ? new Constant(json) : new Fields(fields);
        }
        if (json instanceof ArrayNode array) {
            List<Template> elements = new ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                elements.add(of(array.get(i), location + "[" + i + "]", problems));
            }
            boolean constant = elements.stream().allMatch(Constant.class::isInstance);
            return constant ? new Constant(json) : new Elements(elements);
        }
        return new Constant(json);
    }

    private static Template ofText(
            JsonNode json, String location, BiConsumer<String, String> problems) {
        String text = json.textValue();
        if (text.length() < 4 || !text.startsWith("{%") || !text.endsWith("%}")) {
            return new Constant(json);
        }
        try {
            return new Query(Expression.compile(text.substring(2, text.length() - 2).strip()));
        } catch (IllegalArgumentException e) {
            problems.accept(location, String.valueOf(e.getMessage()));
            return new Constant(json);
        }
    }

    /**
     * The JSON with every expression replaced by its value. The result may share structure with
     * this template and must not be changed.
     *
     * @param field where the template stands in its state
     * @throws EvaluationException when an expression gives no value, in a nested field too
     */
    default JsonNode evaluate(Scope scope, String field) {
        return switch (this) {
            case Constant(JsonNode value) -> value;
            case Query(Expression expression) -> expression.evaluate(scope, field);
            case Fields(Map<String, Template> fields) -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                fields.forEach(
                        (name, value) ->
                                object.set(name, value.evaluate(scope, field + "/" + name)));
                yield object;
            }
            case Elements(List<Template> elements) -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                for (int i = 0; i < elements.size(); i++) {
                    array.add(elements.get(i).evaluate(scope, field + "[" + i + "]"));
                }
                yield array;
            }
        };
    }
}
