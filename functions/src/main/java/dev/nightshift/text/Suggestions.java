package dev.nightshift.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody meant who mistyped a name. */
public final class Suggestions {
    /** Nobody mistypes a longer name, and a file may have any. */
    private static final int LONGEST = 200;

    private Suggestions() {}

    /** The known name that is nearest to what was typed; empty when none is near. */
    public static Optional<String> nearest(String typed, Collection<String> known) {
        return known.stream()
                .filter(name -> isNear(typed, name))
                .min(Comparator.comparingInt(name -> distance(typed, name)));
    }

    private static boolean isNear(String typed, String name) {
        int most = Math.max(1, name.length() / 3);
        return name.length() <= LONGEST
                && Math.abs(name.length() - typed.length()) <= most
                && distance(typed, name) <= most;
    }

    /** A question to end a message with, or nothing. */
    public static String question(String typed, Collection<String> known) {
        return nearest(typed, known).map(name -> "; did you mean " + name + "?").orElse("");
    }

    /**
     * How many letters must be put in, left out, changed or exchanged with their neighbours, upper
     * and lower case being one.
     */
    public static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[][] rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : distance(a, b, i, j, rows);
            }
        }
        return rows[a.length()][b.length()];
    }

    /** Of the beginnings of {@code i} and {@code j} letters, where those of fewer are known. */
    private static int distance(String a, String b, int i, int j, int[][] rows) {
        boolean isSame = a.charAt(i - 1) == b.charAt(j - 1);
        int least =
                Math.min(
                        rows[i - 1][j - 1] + (isSame ? 0 : 1),
                        Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        boolean isExchanged =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return isExchanged ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
    }
}
