package dev.nightshift.simulator.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Words of a text, and phrases made of neighbouring ones. */
public final class Phrases {
    private static final int MOST_CHARS = 8_000;
    private static final int LONGEST_WORD = 24;
    private static final List<String> FALLBACK = List.of("simulated", "reply", "without", "source");

    private final List<String> words;

    private Phrases(List<String> words) {
        this.words = words;
    }

    /** The words of the beginning of a text; stand-ins when it has none. */
    public static Phrases of(String text) {
        List<String> words = new ArrayList<>();
        int start = -1;
        int end = Math.min(text.length(), MOST_CHARS);
        for (int i = 0; i <= end; i++) {
            boolean inside = i < end && Character.isLetterOrDigit(text.charAt(i));
            if (inside && start >= 0 && i - start >= LONGEST_WORD) {
                words.add(text.substring(start, i));
                start = i;
            } else if (inside && start < 0) {
                start = i;
            } else if (!inside && start >= 0) {
                words.add(text.substring(start, i));
                start = -1;
            }
        }
        return new Phrases(words.isEmpty() ? FALLBACK : words);
    }

    /** So many neighbouring words, the first with a capital. */
    String phrase(RandomGenerator random, int count) {
        StringBuilder phrase = new StringBuilder();
        int from = random.nextInt(words.size());
        for (int i = 0; i < count; i++) {
            phrase.append(i == 0 ? "" : " ").append(words.get((from + i) % words.size()));
        }
        phrase.setCharAt(0, Character.toUpperCase(phrase.charAt(0)));
        return phrase.toString();
    }

    /** A word of letters a to z only, for addresses. */
    String plainWord(RandomGenerator random) {
        int from = random.nextInt(words.size());
        for (int i = 0; i < words.size(); i++) {
            String word = words.get((from + i) % words.size()).toLowerCase(Locale.ROOT);
            if (word.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
                return word;
            }
        }
        return "example";
    }

    /** Adds neighbouring words until the text has at least so many characters. */
    void fill(StringBuilder text, int chars, RandomGenerator random) {
        int next = random.nextInt(words.size());
        while (text.length() < chars) {
            text.append(text.isEmpty() ? "" : " ").append(words.get(next));
            next = next + 1 == words.size() ? 0 : next + 1;
        }
    }

    /** Sentences of these words, at least one and at least so many characters in all. */
    public String prose(RandomGenerator random, int chars) {
        StringBuilder prose = new StringBuilder(chars + 100);
        do {
            prose.append(prose.isEmpty() ? "" : " ")
                    .append(phrase(random, random.nextInt(6, 15)))
                    .append('.');
        } while (prose.length() < chars);
        return prose.toString();
    }
}
