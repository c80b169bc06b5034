package dev.nightshift.reading;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that a record meets or not. A field that is not there has the text "".
 *
 * @param unless a record that meets this does not meet the whole; null for none
 * @param reason why whatever meets it is left out, for a person
 */
public record Condition(String field, Test test, @Nullable Condition unless, String reason) {

    /**
     * A condition with a reason of its own, where the user named none.
     *
     * @param reason null for none
     */
    public static Condition of(
            String field, Test test, @Nullable Condition unless, @Nullable String reason) {
        return new Condition(
                field,
                test,
                unless,
                Objects.requireNonNullElseGet(
                        reason,
                        () ->
                                "%s %s%s"
                                        .formatted(
                                                field,
                                                test.described(),
                                                unless == null
                                                        ? ""
                                                        : ", not where " + unless.reason)));
    }

    public boolean isMetBy(Map<String, String> fields) {
        return test.accepts(fields.getOrDefault(field, ""))
                && (unless == null || !unless.isMetBy(fields));
    }

    /** Every field that is looked at. */
    public Stream<String> fields() {
        return Stream.concat(Stream.of(field), unless == null ? Stream.empty() : unless.fields());
    }

    /** What is asked of a text. */
    public sealed interface Test {
        boolean accepts(String text);

        /** The rest of a sentence that begins with a field's name. */
        String described();
    }

    /** It is one of these. */
    public record Is(List<String> texts) implements Test {
        @Override
        public boolean accepts(String text) {
            return texts.contains(text);
        }

        @Override
        public String described() {
            return "is " + anyOf(texts);
        }
    }

    /** It is none of these. */
    public record Not(List<String> texts) implements Test {
        @Override
        public boolean accepts(String text) {
            return !texts.contains(text);
        }

        @Override
        public String described() {
            return "is not " + anyOf(texts);
        }
    }

    /** One of these is somewhere in it. */
    public record Contains(List<String> texts) implements Test {
        @Override
        public boolean accepts(String text) {
            return texts.stream().anyMatch(text::contains);
        }

        @Override
        public String described() {
            return "contains " + anyOf(texts);
        }
    }

    /** It begins with one of these. */
    public record StartsWith(List<String> texts) implements Test {
        @Override
        public boolean accepts(String text) {
            return texts.stream().anyMatch(text::startsWith);
        }

        @Override
        public String described() {
            return "starts with " + anyOf(texts);
        }
    }

    /** A regular expression finds something in it, in time linear to its length. */
    public record Matches(Pattern pattern) implements Test {
        @Override
        public boolean accepts(String text) {
            return pattern.matcher(text).find();
        }

        @Override
        public String described() {
            return "matches " + pattern;
        }
    }

    /** It has fewer characters than this, spaces around it not counted. */
    public record ShorterThan(int characters) implements Test {
        @Override
        public boolean accepts(String text) {
            return length(text) < characters;
        }

        @Override
        public String described() {
            return "is shorter than " + characters + " characters";
        }
    }

    /** It has more characters than this, spaces around it not counted. */
    public record LongerThan(int characters) implements Test {
        @Override
        public boolean accepts(String text) {
            return length(text) > characters;
        }

        @Override
        public String described() {
            return "is longer than " + characters + " characters";
        }
    }

    /** It is blank, or a JSON list or object with nothing in it; or that it is not. */
    public record Empty(boolean isWanted) implements Test {
        private static final Set<String> NOTHING = Set.of("", "[]", "{}");

        @Override
        public boolean accepts(String text) {
            return NOTHING.contains(text.strip()) == isWanted;
        }

        @Override
        public String described() {
            return isWanted ? "is empty" : "is not empty";
        }
    }

    private static int length(String text) {
        String stripped = text.strip();
        return stripped.codePointCount(0, stripped.length());
    }

    private static String anyOf(List<String> texts) {
        return texts.stream().map(text -> "\"" + text + "\"").collect(Collectors.joining(" or "));
    }
}
