package dev.nightshift.record;

import org.jspecify.annotations.Nullable;

/**
 * One row of a CSV file before its cells are told apart.
 *
 * @param text as in the file, without the line break at its end
 * @param line first line, from 1
 * @param lastLine last line; more than {@code line} where a quoted cell holds line breaks
 * @param defect why its cells cannot be told apart; null if they can
 */
record RawRow(String text, long line, long lastLine, @Nullable String defect) {
    /** The row in a message: where it is, if that is more than its first line. */
    String named() {
        return line == lastLine ? "The row" : "The row from line " + line + " to " + lastLine;
    }
}
