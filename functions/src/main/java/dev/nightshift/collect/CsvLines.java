package dev.nightshift.collect;

import dev.nightshift.batch.LineReader;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The rows of a CSV that {@link ResultTable} wrote, byte by byte. A line feed ends a row where the
 * quotes before it are even in number; inside a cell they are not.
 */
final class CsvLines {
    private final LineReader lines;

    CsvLines(LineReader lines) {
        this.lines = lines;
    }

    /** Copies the next row, its line feed included. */
    void copyRow(OutputStream out) throws IOException {
        boolean isInCell = false;
        do {
            if (!lines.next()) {
                throw new IOException("a part has fewer rows as CSV than it has records");
            }
            out.write(lines.buffer(), lines.start(), lines.length());
            out.write('\n');
            isInCell ^= isOddInQuotes();
        } while (isInCell);
    }

    /** Passes over the next row. */
    void skipRow() throws IOException {
        copyRow(OutputStream.nullOutputStream());
    }

    private boolean isOddInQuotes() {
        boolean isOdd = false;
        for (int i = lines.start(); i < lines.start() + lines.length(); i++) {
            isOdd ^= lines.buffer()[i] == '"';
        }
        return isOdd;
    }
}
