package dev.nightshift.record;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Finds out what separates the cells of a CSV file. */
final class Delimiters {
    /** Those that are found, the likeliest first. */
    static final String KNOWN = ",;\t|";

    private static final int ROWS = 20;

    private Delimiters() {}

    /**
     * The delimiter that gives most of the first rows as many cells as the header, which has
     * several; of equals the one with more cells, then the likeliest. A comma where none does.
     *
     * @param beginning of a file
     * @param isWhole whether it is all of it, so that its last row is whole
     */
    static char find(String beginning, boolean isWhole) throws IOException {
        String rows =
                isWhole
                        ? beginning
                        : beginning.substring(
                                0,
                                1
                                        + Math.max(
                                                beginning.lastIndexOf('\n'),
                                                beginning.lastIndexOf('\r')));
        char best = ',';
        long bestScore = 0;
        for (int i = 0; i < KNOWN.length(); i++) {
            char delimiter = KNOWN.charAt(i);
            long score = score(rows, delimiter);
            if (score > bestScore) {
                bestScore = score;
                best = delimiter;
            }
        }
        return best;
    }

    /** In a message, several of them. */
    static String named(char delimiter) {
        return switch (delimiter) {
            case ',' -> "commas";
            case ';' -> "semicolons";
            case '\t' -> "tabs";
            case '|' -> "pipes";
            default -> Excerpt.of(String.valueOf(delimiter));
        };
    }

    /** In a message, one of them. */
    static String one(char delimiter) {
        return switch (delimiter) {
            case '\t' -> "a tab";
            case ',' -> "a comma";
            case ';' -> "a semicolon (;)";
            default -> Excerpt.of(String.valueOf(delimiter));
        };
    }

    /** Rows that fit the header, in millions, and the header's cells; 0 when it has only one. */
    private static long score(String text, char delimiter) throws IOException {
        var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        var splitter = new RowSplitter(new Characters(bytes, StandardCharsets.UTF_8), delimiter);
        var parser = new CsvRowParser(delimiter);
        int columns = 0;
        long fitting = 0;
        try {
            for (int i = 0; i < ROWS; i++) {
                RawRow row = splitter.next();
                if (row == null) {
                    break;
                }
                List<String> cells = row.defect() == null ? parser.cells(row) : null;
                int count = cells == null ? 0 : cells.size();
                columns = i == 0 ? count : columns;
                fitting += count == columns ? 1 : 0;
            }
        } catch (UnreadableInputException e) {
            // Rows before that one were counted, and a better delimiter may make sense of it.
        }
        return columns < 2 ? 0 : fitting * 1_000_000 + columns;
    }
}
