package dev.nightshift.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.text.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one object of a task file, and the words that say where something in it is wrong.
 *
 * @param file the name to blame in messages
 * @param place of the object in the file, as in {@code checks[0]}; empty for the file itself
 */
record YamlKeys(String file, String place, JsonNode node) {

    /**
     * An object of which all keys are known.
     *
     * @throws InvalidTaskException when it is no object, or has other keys, each of which is named
     */
    static YamlKeys of(String file, String place, JsonNode node, Set<String> known) {
        return of(file, place, node, known, Set.of());
    }

    /**
     * The same, with keys of which no message speaks.
     *
     * @param others known, too
     */
    static YamlKeys of(
            String file, String place, JsonNode node, Set<String> known, Set<String> others) {
        var keys = new YamlKeys(file, place, node);
        if (!node.isObject()) {
            throw keys.invalid("", "must have keys such as " + sorted(known));
        }
        List<Finding> unknown = new ArrayList<>();
        for (String key : (Iterable<String>) node::fieldNames) {
            if (!known.contains(key) && !others.contains(key)) {
                unknown.add(
                        Finding.error(
                                keys.at(key),
                                "is not known; known are %s%s"
                                        .formatted(
                                                sorted(known), Suggestions.question(key, known))));
            }
        }
        if (!unknown.isEmpty()) {
            throw new InvalidTaskException(file, unknown);
        }
        return keys;
    }

    /** What is made of the elements of a list; all that is wrong with them is said at once. */
    static <T> List<T> each(
            String file, Iterable<JsonNode> list, BiFunction<JsonNode, Integer, T> made) {
        List<T> all = new ArrayList<>();
        List<Finding> wrong = new ArrayList<>();
        int place = 0;
        for (JsonNode element : list) {
            try {
                all.add(made.apply(element, place++));
            } catch (InvalidTaskException e) {
                wrong.addAll(e.findings());
            }
        }
        if (!wrong.isEmpty()) {
            throw new InvalidTaskException(file, wrong);
        }
        return all;
    }

    /** The object under a key; null when it is not there. */
    @Nullable YamlKeys object(String key, Set<String> known) {
        return node.hasNonNull(key) ? of(file, at(key), node.get(key), known) : null;
    }

    /** The objects of the list under a key; none when it is not there. */
    List<YamlKeys> objects(String key, Set<String> known) {
        return each(
                file,
                list(key, "of objects"),
                (element, place) -> of(file, at(key) + "[" + place + "]", element, known));
    }

    /** The texts of the list under a key; none when it is not there. */
    List<String> texts(String key, String of) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : list(key, of)) {
            if (!element.isTextual() || element.textValue().isBlank()) {
                throw invalid(key, "must be a list " + of);
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    private Iterable<JsonNode> list(String key, String of) {
        JsonNode list = node.path(key);
        if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
            throw invalid(key, "must be a list " + of);
        }
        return list;
    }

    /** The members of the object under a key, in order; none when it is not there. */
    Set<Map.Entry<String, JsonNode>> members(String key, String of) {
        JsonNode object = node.path(key);
        if (!object.isMissingNode() && !object.isNull() && !object.isObject()) {
            throw invalid(key, "must hold " + of);
        }
        return object.properties();
    }

    String text(String key) {
        String text = optionalText(key);
        if (text == null) {
            throw invalid(key, "is missing");
        }
        return text;
    }

    @Nullable String optionalText(String key) {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw invalid(key, "must be text");
        }
        return value.textValue();
    }

    int positive(String key) {
        JsonNode value = node.get(key);
        if (value == null || !value.canConvertToInt() || value.intValue() < 1) {
            throw invalid(key, "must be a whole number of at least 1");
        }
        return value.intValue();
    }

    /** What is wrong with a key, or with the object itself where that is empty. */
    InvalidTaskException invalid(String key, String what) {
        return new InvalidTaskException(file, List.of(Finding.error(at(key), what)));
    }

    private String at(String key) {
        return place.isEmpty() ? key : key.isEmpty() ? place : place + "." + key;
    }

    static String sorted(Set<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }
}
