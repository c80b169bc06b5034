package dev.nightshift.record;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Streams the rows of a CSV file. */
public final class CsvRecords implements AutoCloseable {
    private final InputStream in;

    private CsvRecords(InputStream in) {
        this.in = in;
    }

    public static CsvRecords open(InputStream in, CsvOptions options) throws IOException {
        if (in.available() < 0) {
            throw new UnreadableInputException("Not readable with " + options);
        }
        return new CsvRecords(in);
    }

    /** The names of the columns, in order. */
    public List<String> columns() {
        return List.of();
    }

    /** The column the ids stand in; null when ids are made from the line. */
    public @Nullable String idColumn() {
        return null;
    }

    /** The next row; null at the end. */
    public @Nullable Row next() throws IOException {
        return null;
    }

    /** Reads past {@code rows} rows. */
    public void skip(long rows) throws IOException {
        in.skipNBytes(rows);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
