package dev.nightshift.simulator;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings given as text, and remembers which were read, so that a misspelt one is an error
 * and not silence.
 */
final class SettingKeys {
    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)");

    private final Map<String, String> values;
    private final Set<String> read = new HashSet<>();
    private final List<String> errors = new ArrayList<>();

    SettingKeys(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** The value of a key; the default when the key is absent or its value cannot be read. */
    <T> T get(String key, T standard, Function<String, T> parse) {
        T value = find(key, parse);
        return value == null ? standard : value;
    }

    /** The value of a key; null when the key is absent or its value cannot be read. */
    <T> @Nullable T find(String key, Function<String, T> parse) {
        read.add(key);
        String text = values.get(key);
        if (text == null) {
            return null;
        }
        try {
            return parse.apply(text.strip());
        } catch (IllegalArgumentException | DateTimeParseException e) {
            errors.add("%s = %s: %s".formatted(key, text, e.getMessage()));
            return null;
        }
    }

    /** What follows a prefix in the keys that begin with it. */
    Set<String> after(String prefix) {
        Set<String> rest = new TreeSet<>();
        for (String key : values.keySet()) {
            if (key.startsWith(prefix)) {
                rest.add(key.substring(prefix.length()));
            }
        }
        return rest;
    }

    /**
     * To be called when all has been read.
     *
     * @throws IllegalArgumentException naming every key that is unknown or cannot be read
     */
    void finish() {
        for (String key : new TreeSet<>(values.keySet())) {
            if (!read.contains(key)) {
                errors.add("unknown setting " + key);
            }
        }
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", errors));
        }
    }

    /** Such as {@code 250ms}, {@code 1.5s}, {@code 2m}, {@code 24h}, {@code 0} or {@code PT1S}. */
    static Duration duration(String text) {
        Matcher matcher = SHORT_DURATION.matcher(text.toLowerCase(Locale.ROOT));
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        if (!matcher.matches()) {
            return Duration.parse(text);
        }
        double unit =
                switch (matcher.group(2)) {
                    case "ms" -> 1;
                    case "s" -> 1_000;
                    case "m" -> 60_000;
                    default -> 3_600_000;
                };
        return Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * unit));
    }

    /** A probability. */
    static double rate(String text) {
        double rate = Double.parseDouble(text);
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("a rate is 0 to 1");
        }
        return rate;
    }

    /** A list of words with commas between. */
    static List<String> words(String text) {
        return List.of(text.split("\\s*,\\s*"));
    }
}
