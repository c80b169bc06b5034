package dev.nightshift.simulator.schema;

import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes strings that fit a format, a pattern or a length. */
final class Texts {
    private Texts() {}

    static String make(Shape.Text shape, Phrases phrases, RandomGenerator random) {
        String pattern = shape.pattern();
        String patterned = pattern == null ? null : patterned(pattern, random);
        if (patterned != null) {
            return patterned;
        }
        String formatted = formatted(shape.format(), phrases, random);
        return formatted == null ? free(shape, phrases, random) : formatted;
    }

    /**
     * A string that a pattern accepts; null when none could be made. A pattern that takes a date,
     * or its month, gets one, since a model would not write a thirteenth month either.
     */
    private static @Nullable String patterned(String pattern, RandomGenerator random) {
        String sampled = PatternSample.of(pattern, random);
        if (sampled == null || !sampled.matches("\\d{4}-\\d{2}(-\\d{2})?")) {
            return sampled;
        }
        String date = date(random).substring(0, sampled.length());
        return Pattern.compile(pattern).matcher(date).find() ? date : sampled;
    }

    private static String free(Shape.Text shape, Phrases phrases, RandomGenerator random) {
        StringBuilder text = new StringBuilder(phrases.phrase(random, random.nextInt(3, 9)));
        while (text.codePointCount(0, text.length()) < shape.min()) {
            phrases.fill(text, Math.max(text.length() + 1, shape.min()), random);
        }
        Integer max = shape.max();
        if (max != null && text.codePointCount(0, text.length()) > max) {
            text.setLength(text.offsetByCodePoints(0, Math.max(0, max)));
        }
        return text.toString();
    }

    /** A string of a format that strict schemas know; null for none or another. */
    private static @Nullable String formatted(
            @Nullable String format, Phrases phrases, RandomGenerator random) {
        return switch (format) {
            case "date" -> date(random);
            case "time" -> time(random);
            case "date-time" -> date(random) + "T" + time(random);
            case "duration" -> "P%dDT%dH".formatted(random.nextInt(1, 30), random.nextInt(24));
            case "email" -> phrases.plainWord(random) + "@" + host(phrases, random);
            case "hostname" -> host(phrases, random);
            case "uri", "url" ->
                    "https://%s/%s".formatted(host(phrases, random), phrases.plainWord(random));
            case "ipv4" -> "192.0.2." + random.nextInt(1, 255);
            case "ipv6" -> "2001:db8::" + Integer.toHexString(random.nextInt(1, 0xffff));
            case "uuid" -> uuid(random);
            case null, default -> null;
        };
    }

    /**
     * A name that is reserved for examples; validators refuse top-level domains unknown to them.
     */
    private static String host(Phrases phrases, RandomGenerator random) {
        return phrases.plainWord(random) + ".example.com";
    }

    private static String date(RandomGenerator random) {
        return String.format(
                Locale.ROOT,
                "%04d-%02d-%02d",
                random.nextInt(2015, 2027),
                random.nextInt(1, 13),
                random.nextInt(1, 29));
    }

    private static String time(RandomGenerator random) {
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02dZ",
                random.nextInt(24),
                random.nextInt(60),
                random.nextInt(60));
    }

    private static String uuid(RandomGenerator random) {
        long high = (random.nextLong() & 0xffffffffffff0fffL) | 0x4000L;
        long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }
}
