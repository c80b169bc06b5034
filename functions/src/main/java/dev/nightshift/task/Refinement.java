package dev.nightshift.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nightshift.text.Normaliser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is done with a reply that fits: its values are brought into form, and what is odd about them
 * is told beside it. A reply that was refined comes to the same when it is refined again.
 *
 * @param forms by place of the values, in the task's order
 */
public record Refinement(Map<ValuePath, List<Normaliser>> forms, List<OrderCheck> checks) {
    private static final int MOST_WARNINGS = 20;
    private static final int SHOWN_CHARACTERS = 60;

    public Refinement {
        forms = new LinkedHashMap<>(forms);
        checks = List.copyOf(checks);
    }

    /**
     * A reply in its form.
     *
     * @param warnings what no form was found for, and what the checks found, a line each and the
     *     first twenty of them; mostly empty
     */
    public record Refined(JsonNode value, List<String> warnings) {
        public Refined {
            warnings = List.copyOf(warnings);
        }
    }

    /** Refines a reply, which is left as it was. */
    public Refined of(JsonNode reply) {
        if (forms.isEmpty() && checks.isEmpty()) {
            return new Refined(reply, List.of());
        }
        List<String> warnings = new ArrayList<>();
        JsonNode refined = reply.deepCopy();
        forms.forEach(
                (path, form) -> path.in(refined).forEach(found -> form(found, form, warnings)));
        checks.forEach(check -> check.findings(refined, warnings));
        return new Refined(refined, most(warnings));
    }

    private static void form(
            ValuePath.Found found, List<Normaliser> normalisers, List<String> warnings) {
        if (!found.value().isTextual()) {
            return;
        }
        String text = found.value().textValue();
        for (Normaliser normaliser : normalisers) {
            Optional<String> formed = normaliser.of(text);
            if (formed.isEmpty()) {
                warnings.add(
                        "%s: %s is no %s"
                                .formatted(
                                        found.place(),
                                        shown(text),
                                        normaliser.form().replaceFirst("^an? ", "")));
            }
            text = formed.orElse(text);
        }
        switch (found.parent()) {
            case ObjectNode object -> object.put(found.name(), text);
            case ArrayNode array ->
                    array.set(Integer.parseInt(found.name()), TextNode.valueOf(text));
            default -> throw new IllegalStateException("a value stands in an object or a list");
        }
    }

    /** A model's words in a message: in quotes, on one line and short. */
    static String shown(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        int end = Math.min(line.length(), SHOWN_CHARACTERS);
        return "\"" + line.substring(0, end) + (end < line.length() ? "…\"" : "\"");
    }

    private static List<String> most(List<String> warnings) {
        if (warnings.size() <= MOST_WARNINGS) {
            return warnings;
        }
        List<String> first = new ArrayList<>(warnings.subList(0, MOST_WARNINGS));
        first.add("and %,d more".formatted(warnings.size() - MOST_WARNINGS));
        return first;
    }
}
