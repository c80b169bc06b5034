package dev.nightshift.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.text.Normaliser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how the model is told of records. */
final class TellingParser {
    static final Set<String> KEYS = Set.of("examples", "keep", "normalise");
    static final Set<String> EXAMPLE_KEYS = Set.of("user", "assistant");

    private TellingParser() {}

    /**
     * @param keys of the whole file
     */
    static Telling telling(YamlKeys keys, PromptTemplate prompt, @Nullable JsonNode output) {
        Map<String, List<Normaliser>> forms = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field :
                keys.members(
                        "normalise",
                        "fields and what is done with each, as in page: [html, spaces]")) {
            forms.put(
                    field.getKey(),
                    normalisers(keys, "normalise." + field.getKey(), field.getValue()));
        }
        var plain = new Telling(History.NONE, forms, Map.of());
        List<History.Message> said = new ArrayList<>();
        for (YamlKeys example : keys.objects("examples", EXAMPLE_KEYS)) {
            said.add(new History.Message(History.Role.USER, question(example, plain, prompt)));
            said.add(new History.Message(History.Role.ASSISTANT, answer(example, output)));
        }
        return new Telling(new History(said), forms, kept(keys, prompt));
    }

    private static Map<String, Keep> kept(YamlKeys keys, PromptTemplate prompt) {
        Map<String, Keep> kept = new HashMap<>();
        for (Map.Entry<String, JsonNode> field :
                keys.members("keep", "fields and what stays of each, as in messages: both")) {
            String place = "keep." + field.getKey();
            if (!prompt.fields().contains(field.getKey())) {
                throw keys.invalid(place, "is a field that the prompt does not use");
            }
            kept.put(
                    field.getKey(),
                    Keep.fromWire(field.getValue().asText())
                            .orElseThrow(() -> keys.invalid(place, "must be start, end or both")));
        }
        return kept;
    }

    private static String question(YamlKeys example, Telling telling, PromptTemplate prompt) {
        JsonNode user = example.node().path("user");
        if (user.isTextual() && !user.textValue().isBlank()) {
            return user.textValue();
        }
        if (!user.isObject() || user.isEmpty()) {
            throw example.invalid("user", "must be a record's fields and their values, or text");
        }
        Map<String, String> record = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : user.properties()) {
            record.put(field.getKey(), text(field.getValue()));
        }
        try {
            return prompt.render(telling.formed(record));
        } catch (OversizedPromptException e) {
            throw example.invalid("user", "is too large: " + e.getMessage());
        }
    }

    private static String answer(YamlKeys example, @Nullable JsonNode output) {
        JsonNode assistant = example.node().path("assistant");
        if (output == null) {
            if (!assistant.isTextual() || assistant.textValue().isBlank()) {
                throw example.invalid(
                        "assistant", "must be text, for the task has no output schema");
            }
            return assistant.textValue();
        }
        if (!assistant.isObject()) {
            throw example.invalid("assistant", "must be an object that fits output");
        }
        if (new OutputSchema(output).check(assistant.toString())
                instanceof OutputSchema.Verdict.Misfit(var why)) {
            throw example.invalid("assistant", "does not fit output: " + why);
        }
        return assistant.toString();
    }

    /** A value as a record's field has it: what is nested is JSON. */
    private static String text(JsonNode value) {
        return value.isNull() ? "" : value.isContainerNode() ? value.toString() : value.asText();
    }

    /** The normalisers of a place: one, or a list of them. */
    static List<Normaliser> normalisers(YamlKeys keys, String place, JsonNode named) {
        List<Normaliser> normalisers = new ArrayList<>();
        for (JsonNode one : named.isArray() ? named : List.of(named)) {
            normalisers.add(
                    Normaliser.find(one.asText())
                            .orElseThrow(
                                    () ->
                                            keys.invalid(
                                                    place,
                                                    "has '%s'; known are %s"
                                                            .formatted(
                                                                    one.asText(),
                                                                    Normaliser.names()))));
        }
        return normalisers;
    }
}
