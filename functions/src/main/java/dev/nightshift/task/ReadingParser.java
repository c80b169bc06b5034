package dev.nightshift.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.nightshift.reading.Condition;
import dev.nightshift.reading.Group;
import dev.nightshift.reading.Reading;
import dev.nightshift.reading.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a task file says of how rows become records. */
final class ReadingParser {
    static final Set<String> KEYS = Set.of("records", "group", "split", "filters");

    static final Set<String> GROUP = Set.of("by", "sort", "into", "keep", "drop", "adjacent");
    static final Set<String> SPLIT = Set.of("field", "most", "key", "value");
    static final Set<String> TESTS =
            Set.of(
                    "is",
                    "not",
                    "contains",
                    "starts_with",
                    "matches",
                    "shorter_than",
                    "longer_than",
                    "empty");
    static final Set<String> CONDITION = Set.of("field", "unless", "reason");

    private final String file;

    private final JsonNode root;

    /**
     * @param file the name to blame in messages
     * @param root the whole task
     */
    ReadingParser(String file, JsonNode root) {
        this.file = file;
        this.root = root;
    }

    /**
     * All of it.
     *
     * @throws InvalidTaskException when something is said that cannot be
     */
    Reading reading() {
        return new Reading(path(), group(), split(), filters());
    }

    @Nullable List<String> path() {
        String path = text(root, "records", "records");
        if (path == null) {
            return null;
        }
        List<String> names = List.of(path.split("\\.", -1));
        if (names.contains("")) {
            throw invalid("records", "must be names with dots between them, was '" + path + "'");
        }
        return names;
    }

    @Nullable Group group() {
        JsonNode node = root.get("group");
        if (node == null) {
            return null;
        }
        YamlKeys.of(file, "group", node, GROUP);
        var group =
                new Group(
                        required(node, "by", "group.by"),
                        text(node, "sort", "group.sort"),
                        required(node, "into", "group.into"),
                        texts(node, "keep", "group.keep"),
                        conditions(node, "drop", "group.drop"),
                        truth(node, "adjacent", "group.adjacent"));
        if (group.into().equals(group.by()) || group.keep().contains(group.into())) {
            throw invalid("group.into", "names '" + group.into() + "', which the record has");
        }
        if (group.keep().contains(group.by())) {
            throw invalid("group.keep", "names '" + group.by() + "', which the record has anyway");
        }
        return group;
    }

    @Nullable Split split() {
        JsonNode node = root.get("split");
        if (node == null) {
            return null;
        }
        YamlKeys.of(file, "split", node, SPLIT);
        return new Split(
                required(node, "field", "split.field"),
                node.hasNonNull("most") ? number(node.get("most"), "split.most", 1) : null,
                text(node, "key", "split.key"),
                text(node, "value", "split.value"));
    }

    List<Condition> filters() {
        return conditions(root, "filters", "filters");
    }

    private List<Condition> conditions(JsonNode parent, String key, String place) {
        JsonNode list = parent.path(key);
        if (!list.isMissingNode() && !list.isArray()) {
            throw invalid(place, "must be a list of conditions");
        }
        return YamlKeys.each(file, list, (one, at) -> condition(one, place + "[" + at + "]"));
    }

    private Condition condition(JsonNode node, String place) {
        if (!node.isObject()) {
            throw invalid(place, "must have a field and what is asked of it");
        }
        YamlKeys.of(file, place, node, TESTS, CONDITION);
        String asked = null;
        for (String key : (Iterable<String>) node::fieldNames) {
            if (TESTS.contains(key)) {
                if (asked != null) {
                    throw invalid(place, "asks for %s and %s; say one".formatted(asked, key));
                }
                asked = key;
            }
        }
        if (asked == null) {
            throw invalid(place, "asks for nothing; say one of " + YamlKeys.sorted(TESTS));
        }
        return Condition.of(
                required(node, "field", place + ".field"),
                test(asked, node.get(asked), place + "." + asked),
                node.hasNonNull("unless") ? condition(node.get("unless"), place + ".unless") : null,
                text(node, "reason", place + ".reason"));
    }

    private Condition.Test test(String asked, JsonNode value, String place) {
        return switch (asked) {
            case "is" -> new Condition.Is(words(value, place));
            case "not" -> new Condition.Not(words(value, place));
            case "contains" -> new Condition.Contains(words(value, place));
            case "starts_with" -> new Condition.StartsWith(words(value, place));
            case "matches" -> new Condition.Matches(pattern(value, place));
            case "shorter_than" -> new Condition.ShorterThan(number(value, place, 1));
            case "longer_than" -> new Condition.LongerThan(number(value, place, 0));
            case "empty" -> new Condition.Empty(truth(value, place));
            default -> throw new IllegalArgumentException(asked);
        };
    }

    /** One text or several, of which none is empty, for that would be found in any. */
    private List<String> words(JsonNode value, String place) {
        List<String> words = new ArrayList<>();
        for (JsonNode word : value.isArray() ? value : List.of(value)) {
            if (!word.isValueNode() || word.isNull() || word.asText().isEmpty()) {
                throw invalid(place, "must be a text, or a list of texts");
            }
            words.add(word.asText());
        }
        if (words.isEmpty()) {
            throw invalid(place, "must not be empty");
        }
        return words;
    }

    private Pattern pattern(JsonNode value, String place) {
        if (!value.isTextual()) {
            throw invalid(place, "must be a regular expression");
        }
        try {
            return Pattern.compile(value.textValue());
        } catch (PatternSyntaxException e) {
            throw invalid(place, "is no regular expression (RE2): " + e.getMessage());
        }
    }

    private int number(JsonNode node, String place, int least) {
        if (!node.canConvertToInt() || !node.isIntegralNumber() || node.intValue() < least) {
            throw invalid(place, "must be a whole number of at least " + least);
        }
        return node.intValue();
    }

    private boolean truth(JsonNode parent, String key, String place) {
        return parent.hasNonNull(key) && truth(parent.get(key), place);
    }

    private boolean truth(JsonNode node, String place) {
        if (!node.isBoolean()) {
            throw invalid(place, "must be true or false");
        }
        return node.booleanValue();
    }

    private List<String> texts(JsonNode parent, String key, String place) {
        JsonNode list = parent.path(key);
        if (!list.isMissingNode() && !list.isArray()) {
            throw invalid(place, "must be a list of fields");
        }
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private String required(JsonNode parent, String key, String place) {
        String text = text(parent, key, place);
        if (text == null) {
            throw invalid(place, "is missing");
        }
        return text;
    }

    private @Nullable String text(JsonNode parent, String key, String place) {
        JsonNode node = parent.path(key);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isTextual() || node.textValue().isBlank()) {
            throw invalid(place, "must be text");
        }
        return node.textValue();
    }

    private InvalidTaskException invalid(String place, String what) {
        return new InvalidTaskException(file, List.of(Finding.error(place, what)));
    }
}
