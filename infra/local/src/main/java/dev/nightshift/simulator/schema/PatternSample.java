package dev.nightshift.simulator.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A string that a regular expression accepts, for the expressions people write into schemas:
 * literals, classes, groups, alternatives and repetition. Whatever it makes is tried against the
 * expression itself before anybody sees it.
 */
final class PatternSample {
    private static final int TRIES = 8;
    private static final int MORE = 6;
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String DIGITS = "0123456789";

    private final String pattern;
    private final RandomGenerator random;
    private int at;

    private PatternSample(String pattern, RandomGenerator random) {
        this.pattern = pattern;
        this.random = random;
    }

    /** A string the pattern is found in; null when none could be made. */
    static @Nullable String of(String pattern, RandomGenerator random) {
        try {
            Pattern compiled = Pattern.compile(pattern);
            for (int i = 0; i < TRIES; i++) {
                String sample = new PatternSample(pattern, random).alternatives();
                if (compiled.matcher(sample).find()) {
                    return sample;
                }
            }
            return null;
        } catch (PatternSyntaxException | IndexOutOfBoundsException | NumberFormatException _) {
            return null;
        }
    }

    private String alternatives() {
        List<String> samples = new ArrayList<>();
        samples.add(sequence());
        while (at < pattern.length() && pattern.charAt(at) == '|') {
            at++;
            samples.add(sequence());
        }
        return samples.get(random.nextInt(samples.size()));
    }

    private String sequence() {
        StringBuilder sample = new StringBuilder();
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            int start = at;
            String once = atom();
            int end = at;
            int times = repetition();
            int after = at;
            for (int i = 0; i < times; i++) {
                sample.append(once);
                at = start;
                once = atom();
            }
            at = Math.max(end, after);
        }
        return sample.toString();
    }

    private String atom() {
        char c = pattern.charAt(at++);
        return switch (c) {
            case '^', '$' -> "";
            case '.' -> one(LOWER);
            case '(' -> group();
            case '[' -> one(bracket());
            case '\\' -> one(escaped(pattern.charAt(at++)));
            default -> String.valueOf(c);
        };
    }

    private String group() {
        if (pattern.startsWith("?:", at)) {
            at += 2;
        }
        String sample = alternatives();
        at++;
        return sample;
    }

    private String bracket() {
        boolean negated = pattern.charAt(at) == '^';
        if (negated) {
            at++;
        }
        StringBuilder members = new StringBuilder();
        while (pattern.charAt(at) != ']') {
            char c = pattern.charAt(at++);
            if (c == '\\') {
                members.append(escaped(pattern.charAt(at++)));
            } else if (pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']') {
                for (int member = c; member <= pattern.charAt(at + 1); member++) {
                    members.append((char) member);
                }
                at += 2;
            } else {
                members.append(c);
            }
        }
        at++;
        return negated ? without(members) : members.toString();
    }

    private static String without(CharSequence excluded) {
        StringBuilder rest = new StringBuilder();
        (LOWER + DIGITS + " _-")
                .chars()
                .filter(c -> excluded.chars().noneMatch(other -> other == c))
                .forEach(c -> rest.append((char) c));
        return rest.toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case 'd' -> DIGITS;
            case 'w' -> LOWER;
            case 's' -> " ";
            case 'D', 'S' -> LOWER;
            case 'W' -> "-";
            default -> String.valueOf(c);
        };
    }

    private int repetition() {
        if (at == pattern.length()) {
            return 1;
        }
        return switch (pattern.charAt(at)) {
            case '?' -> {
                at++;
                yield random.nextInt(2);
            }
            case '*', '+' -> random.nextInt(pattern.charAt(at++) == '+' ? 1 : 0, MORE);
            case '{' -> counted();
            default -> 1;
        };
    }

    private int counted() {
        int end = pattern.indexOf('}', at);
        String[] bounds = pattern.substring(at + 1, end).split(",", -1);
        at = end + 1;
        int min = Integer.parseInt(bounds[0].strip());
        if (bounds.length == 1) {
            return min;
        }
        String most = bounds[1].strip();
        int max = most.isEmpty() ? min + MORE : Integer.parseInt(most);
        return random.nextInt(min, Math.min(max, min + MORE) + 1);
    }

    private String one(String members) {
        return String.valueOf(members.charAt(random.nextInt(members.length())));
    }
}
