package dev.nightshift.record;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an input, one after the other. Every row comes out once, usable or not; of rows with
 * the same id the first usable one counts. Read again, the same input gives the same rows. Not for
 * use by several threads.
 */
public interface Records extends AutoCloseable {
    /** The most rows of an input. */
    int MAX_ROWS = 5_000_000;

    /** The longest row, in characters; one alone must not fill the memory. */
    int MAX_CHARACTERS = 16 * 1024 * 1024;

    /** The names of the fields, in order. */
    List<String> columns();

    /** Whether no row has a field that {@link #columns} does not name. */
    boolean hasAllColumns();

    /**
     * The next row; null at the end.
     *
     * @throws UnreadableInputException when the rest of the input cannot be read
     */
    @Nullable Row next() throws IOException;

    /**
     * Passes over {@code rows} rows, or all there are if they are fewer. Their ids stay known, so
     * an input read in parts gives the same rows as one read at once.
     */
    default void skip(long rows) throws IOException {
        for (long i = 0; i < rows; i++) {
            if (next() == null) {
                return;
            }
        }
    }

    /** As what the input is read. */
    InputForm form();

    /** Rows of the file that were read so far, passed over and dropped ones included. */
    long rowsRead();

    /** Rows of those that were left out before they were part of any record. */
    default long rowsDropped() {
        return 0;
    }

    @Override
    void close() throws IOException;
}
