package dev.nightshift.task;

import dev.nightshift.text.Normaliser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the model is told of records.
 *
 * @param examples what is said before every record; empty for nothing
 * @param forms what is done with a field's text before anybody looks at it, by field
 * @param kept what stays of a field that has to be cut, by field; the start where nothing is said
 */
public record Telling(
        History examples, Map<String, List<Normaliser>> forms, Map<String, Keep> kept) {
    public Telling {
        forms = new LinkedHashMap<>(forms);
        kept = Map.copyOf(kept);
    }

    /**
     * A record's fields in their forms; what has none stays as it is. The same fields always come
     * to the same.
     */
    public Map<String, String> formed(Map<String, String> fields) {
        if (forms.isEmpty()) {
            return fields;
        }
        Map<String, String> formed = new LinkedHashMap<>(fields);
        forms.forEach(
                (field, normalisers) ->
                        formed.computeIfPresent(field, (f, text) -> form(text, normalisers)));
        return formed;
    }

    private static String form(String text, List<Normaliser> normalisers) {
        String formed = text;
        for (Normaliser normaliser : normalisers) {
            formed = normaliser.of(formed).orElse(formed);
        }
        return formed;
    }
}
