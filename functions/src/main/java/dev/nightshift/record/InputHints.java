package dev.nightshift.record;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was said of an input; null for what is to be found out by looking at it.
 *
 * @param idColumn the column that holds the records' ids; else the one named {@code id} in any
 *     case, if there is one
 * @param delimiter what stands between two cells; of no meaning for JSON
 * @param encoding how its characters are written
 */
public record InputHints(
        @Nullable String idColumn, @Nullable Character delimiter, @Nullable Charset encoding) {

    /** Nothing was said. */
    public static final InputHints NONE = new InputHints(null, null, null);

    public InputHints {
        if (delimiter != null && !separatesCells(delimiter)) {
            throw new IllegalArgumentException("Not a delimiter: character " + (int) delimiter);
        }
    }

    public InputHints withIdColumn(@Nullable String column) {
        return new InputHints(column, delimiter, encoding);
    }

    /**
     * The same with a delimiter as people write it: itself, or {@code comma}, {@code semicolon},
     * {@code tab}, {@code pipe}.
     *
     * @param text null to have it found
     * @throws IllegalArgumentException when the text is no delimiter; the message says so
     */
    public InputHints withDelimiter(@Nullable String text) {
        return new InputHints(idColumn, text == null ? null : delimiter(text), encoding);
    }

    /**
     * The same with an encoding by its name.
     *
     * @param name null to have it found
     * @throws IllegalArgumentException when there is none of the name; the message says so
     */
    public InputHints withEncoding(@Nullable String name) {
        return new InputHints(idColumn, delimiter, name == null ? null : charset(name));
    }

    /** The delimiter as {@link #withDelimiter} reads it; null where none was said. */
    public @Nullable String delimiterText() {
        return delimiter == null ? null : String.valueOf((char) delimiter);
    }

    /** The encoding as {@link #withEncoding} reads it; null where none was said. */
    public @Nullable String encodingText() {
        return encoding == null ? null : encoding.name().toLowerCase(Locale.ROOT);
    }

    private static char delimiter(String text) {
        int named = List.of("comma", "semicolon", "tab", "pipe").indexOf(text);
        if (named >= 0) {
            return Delimiters.KNOWN.charAt(named);
        }
        if (text.equals("\\t")) {
            return '\t';
        }
        if (text.length() != 1 || !separatesCells(text.charAt(0))) {
            throw new IllegalArgumentException(
                    Excerpt.of(text)
                            + " is no delimiter; say one character, or comma, semicolon, tab or pipe");
        }
        return text.charAt(0);
    }

    private static boolean separatesCells(char c) {
        return "\"\r\n\0".indexOf(c) < 0 && !Character.isSurrogate(c);
    }

    private static Charset charset(String name) {
        try {
            if (Charset.isSupported(name)) {
                return Charset.forName(name);
            }
        } catch (IllegalCharsetNameException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                Excerpt.of(name)
                        + " is no encoding; say one such as utf-8, windows-1252 or utf-16");
    }
}
