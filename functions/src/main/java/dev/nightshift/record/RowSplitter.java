package dev.nightshift.record;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the rows of a CSV file begin and end. A CSV parser cannot go on after a row that is
 * badly quoted, or goes on where it should not; so rows are told apart here and parsed one by one.
 *
 * <p>A quote opens a cell only as its first character; in an opened cell {@code ""} is a quote, and
 * line breaks belong to the cell. Empty lines are no rows. After a closing quote only a delimiter
 * or the end of the row may follow. If something else does, as in {@code "5" pipe",x}, then:
 *
 * <ul>
 *   <li>if a later quote on the same line does close the cell, that row is defective, and the next
 *       row goes on;
 *   <li>otherwise nobody can tell where the row ends, and the file is refused. To go on would make
 *       rows out of pieces of text, and pay for them.
 * </ul>
 */
final class RowSplitter {
    /** A quote left open must not fill the memory. */
    static final int LONGEST_ROW = Records.MAX_CHARACTERS;

    private static final int USUAL_ROW = 1 << 16;

    private final Characters characters;
    private final char delimiter;
    private StringBuilder text = new StringBuilder();
    private At at = At.CELL_START;
    private boolean strayQuote;
    private long quoteLine;

    RowSplitter(Characters characters, char delimiter) {
        this.characters = characters;
        this.delimiter = delimiter;
    }

    /** Where in a row the next character stands. */
    private enum At {
        CELL_START,
        PLAIN,
        QUOTED,
        AFTER_QUOTE,
        /** In a cell that went on after its closing quote. */
        LOST,
        LOST_AFTER_QUOTE
    }

    /** The next row; null at the end. */
    @Nullable RawRow next() throws IOException {
        while (isLineBreak(characters.peek())) {
            characters.read();
        }
        if (characters.peek() < 0) {
            return null;
        }
        long line = characters.line();
        startRow();
        for (int c = characters.peek(); !endsRow(c); c = characters.peek()) {
            take((char) characters.read());
        }
        return new RawRow(text.toString(), line, characters.line(), defect());
    }

    private void startRow() {
        if (text.capacity() > USUAL_ROW) {
            text = new StringBuilder();
        }
        text.setLength(0);
        at = At.CELL_START;
        strayQuote = false;
    }

    private boolean endsRow(int c) {
        return c < 0 || (at != At.QUOTED && isLineBreak(c));
    }

    private void take(char c) {
        if (at == At.CELL_START) {
            quoteLine = characters.line();
        }
        at = after(c);
        if (at == At.LOST) {
            strayQuote = true;
            if (characters.line() != quoteLine) {
                throw endCannotBeTold();
            }
        }
        if (text.length() <= LONGEST_ROW) {
            text.append(c);
        } else if (at == At.QUOTED) {
            throw new UnreadableInputException(
                    "The quote opened on line %d is not closed within %d characters: close it, and write a quote inside a cell twice"
                            .formatted(quoteLine, LONGEST_ROW));
        }
    }

    private At after(char c) {
        return switch (at) {
            case CELL_START -> c == '"' ? At.QUOTED : unquoted(c);
            case PLAIN -> unquoted(c);
            case QUOTED -> c == '"' ? At.AFTER_QUOTE : At.QUOTED;
            case AFTER_QUOTE -> {
                if (c == '"') {
                    yield At.QUOTED;
                }
                yield c == delimiter ? At.CELL_START : At.LOST;
            }
            case LOST -> c == '"' ? At.LOST_AFTER_QUOTE : At.LOST;
            case LOST_AFTER_QUOTE -> {
                if (c == '"') {
                    yield At.LOST_AFTER_QUOTE;
                }
                yield c == delimiter ? At.CELL_START : At.LOST;
            }
        };
    }

    private At unquoted(char c) {
        return c == delimiter ? At.CELL_START : At.PLAIN;
    }

    private @Nullable String defect() {
        if (at == At.QUOTED) {
            throw new UnreadableInputException(
                    "The quote opened on line %d is never closed: close it, and write a quote inside a cell twice"
                            .formatted(quoteLine));
        }
        if (at == At.LOST) {
            throw endCannotBeTold();
        }
        if (strayQuote) {
            return "has text after a closing quote; write a quote inside a cell twice";
        }
        return text.length() <= LONGEST_ROW
                ? null
                : "is longer than %d characters".formatted(LONGEST_ROW);
    }

    private UnreadableInputException endCannotBeTold() {
        return new UnreadableInputException(
                "The cell quoted on line %d goes on after its closing quote on line %d, so the end of its row cannot be told: write a quote inside a cell twice"
                        .formatted(quoteLine, characters.line()));
    }

    private static boolean isLineBreak(int c) {
        return c == '\r' || c == '\n';
    }
}
