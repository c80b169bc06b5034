package dev.nightshift.text;

import java.util.regex.Pattern;

/** Codes that foreign systems tell, as they may stand in logs, metrics and rows. */
public final class Codes {
    /** Stands for a code that may not. */
    public static final String OTHER = "other";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private Codes() {}

    /**
     * The code, if it has 64 letters, digits and {@code _.-} of ASCII at most, else {@value
     * #OTHER}.
     */
    public static String plain(String code) {
        return PLAIN.matcher(code).matches() ? code : OTHER;
    }
}
