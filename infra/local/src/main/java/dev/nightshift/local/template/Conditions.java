package dev.nightshift.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** The template's conditions, and what they leave of it. */
final class Conditions {
    private static final String KNOWN = "known: Fn::Equals, Fn::Not";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode declared;
    private final Map<String, String> parameters;

    private Conditions(JsonNode declared, Map<String, String> parameters) {
        this.declared = declared;
        this.parameters = parameters;
    }

    /**
     * The template without resources whose condition does not hold, and with each {@code Fn::If}
     * replaced by what holds.
     *
     * @param parameters each parameter's value
     * @throws TemplateException if a condition is not declared or uses what is not known here
     */
    static JsonNode applied(JsonNode document, Map<String, String> parameters) {
        Conditions conditions = new Conditions(document.path("Conditions"), parameters);
        ObjectNode applied = document.deepCopy();
        ObjectNode resources = NODES.objectNode();
        for (Map.Entry<String, JsonNode> resource : document.path("Resources").properties()) {
            JsonNode condition = resource.getValue().path("Condition");
            if (condition.isMissingNode() || conditions.holds(condition.asText())) {
                ObjectNode kept =
                        (ObjectNode) conditions.settled(resource.getValue()).orElseThrow();
                kept.remove("Condition");
                resources.set(resource.getKey(), kept);
            }
        }
        return applied.set("Resources", resources);
    }

    private boolean holds(String name) {
        if (!declared.has(name)) {
            throw new TemplateException("Condition %s is not declared".formatted(name));
        }
        return holds(name, declared.get(name));
    }

    private boolean holds(String name, JsonNode condition) {
        JsonNode equal = condition.path("Fn::Equals");
        if (equal.size() == 2) {
            return text(name, equal.get(0)).equals(text(name, equal.get(1)));
        }
        JsonNode not = condition.path("Fn::Not");
        if (not.size() == 1) {
            return !holds(name, not.get(0));
        }
        throw new TemplateException(
                "Condition %s: %s is not known here (%s)".formatted(name, condition, KNOWN));
    }

    private String text(String name, JsonNode value) {
        if (value.isTextual()) {
            return value.asText();
        }
        String parameter = value.path("Ref").asText();
        if (!parameters.containsKey(parameter)) {
            throw new TemplateException(
                    "Condition %s: %s is neither a text nor a parameter".formatted(name, value));
        }
        return parameters.get(parameter);
    }

    /** The node as the conditions leave it; nothing for {@code AWS::NoValue}. */
    private Optional<JsonNode> settled(JsonNode node) {
        if (node.path("Ref").asText().equals("AWS::NoValue")) {
            return Optional.empty();
        }
        JsonNode choice = node.path("Fn::If");
        if (!choice.isMissingNode()) {
            if (choice.size() != 3) {
                throw new TemplateException("Fn::If takes a condition and two values");
            }
            return settled(choice.get(holds(choice.get(0).asText()) ? 1 : 2));
        }
        if (node.isObject()) {
            ObjectNode object = NODES.objectNode();
            node.properties()
                    .forEach(
                            field ->
                                    settled(field.getValue())
                                            .ifPresent(value -> object.set(field.getKey(), value)));
            return Optional.of(object);
        }
        if (node.isArray()) {
            ArrayNode array = NODES.arrayNode();
            node.forEach(item -> settled(item).ifPresent(array::add));
            return Optional.of(array);
        }
        return Optional.of(node);
    }
}
