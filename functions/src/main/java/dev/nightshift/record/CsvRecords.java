package dev.nightshift.record;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Streams the rows of a CSV file in UTF-8, in constant memory but for the {@link SeenIds}. Lines
 * end with CR LF, LF or CR, also mixed; empty lines are passed over, as are lines of spaces in a
 * file of several columns. Cells are kept as they are; names of columns and ids lose the spaces
 * around them.
 *
 * <p>Every row comes out once, usable or not. A row without an id, and every row of a file without
 * an id column, is called {@code line-7} after its first line. Of rows with the same id the first
 * usable one counts. Not for use by several threads.
 */
public final class CsvRecords implements Records {
    private final InputStream in;
    private final RowSplitter splitter;
    private final CsvRowParser parser;
    private final CsvHeader header;
    private final SeenIds seen = new SeenIds();
    private long rowsRead;

    private CsvRecords(InputStream in, CsvOptions options) throws IOException {
        this.in = in;
        this.splitter = new RowSplitter(FirstBytes.charactersOf(in), options.delimiter());
        this.parser = new CsvRowParser(options.delimiter());
        RawRow first = splitter.next();
        if (first == null) {
            throw new UnreadableInputException(
                    "The file has only empty lines: a CSV file has a header line and then one row per record");
        }
        this.header = CsvHeader.of(first, parser, options);
    }

    /**
     * Reads the header and stands before the first row.
     *
     * @param in taken over: closed with the reader, and also when it cannot be opened
     * @throws UnreadableInputException when the file is something else than CSV in UTF-8, or its
     *     header cannot be used
     */
    public static CsvRecords open(InputStream in, CsvOptions options) throws IOException {
        try {
            return new CsvRecords(in, options);
        } catch (IOException | RuntimeException e) {
            try {
                in.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    @Override
    public List<String> columns() {
        return header.columns();
    }

    @Override
    public boolean hasAllColumns() {
        return true;
    }

    /** The column the ids stand in; null when there is none and ids are made from the line. */
    public @Nullable String idColumn() {
        return header.idColumn();
    }

    @Override
    public long rowsRead() {
        return rowsRead;
    }

    /**
     * The next row; null at the end.
     *
     * @throws UnreadableInputException when the rest of the file cannot be read: a byte that is not
     *     UTF-8, a quote that is never closed, more than {@link #MAX_ROWS} rows
     */
    @Override
    public @Nullable Row next() throws IOException {
        while (true) {
            RawRow raw = splitter.next();
            if (raw == null) {
                return null;
            }
            List<String> cells = raw.defect() == null ? parser.cells(raw) : null;
            if (cells != null && isBlankLine(cells)) {
                continue;
            }
            if (rowsRead == MAX_ROWS) {
                throw new UnreadableInputException(
                        "The file has more than %d rows: split it".formatted(MAX_ROWS));
            }
            return row(raw, cells, rowsRead++);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean isBlankLine(List<String> cells) {
        return cells.size() == 1 && header.columns().size() > 1 && cells.getFirst().isBlank();
    }

    private Row row(RawRow raw, @Nullable List<String> cells, long ordinal) {
        if (cells == null) {
            String defect = raw.defect();
            String problem =
                    defect == null
                            ? "has more than %d cells".formatted(CsvRowParser.MOST_CELLS)
                            : defect;
            return unreadable(raw, ordinal, madeId(raw), problem, Map.of());
        }
        Map<String, String> fields = header.fields(cells);
        String id = id(raw, cells);
        if (cells.size() != header.columns().size()) {
            return unreadable(raw, ordinal, id, wrongCount(raw, cells.size()), fields);
        }
        long firstLine = header.idIndex() < 0 ? 0 : seen.firstLineOrAdd(id, raw.line());
        if (firstLine > 0) {
            String message =
                    "The id %s already stands on line %d".formatted(Excerpt.of(id), firstLine);
            return new Row.Unusable(
                    ordinal, raw.line(), id, SkipReason.DUPLICATE_ID, message, fields);
        }
        return new Row.Usable(new SourceRecord(ordinal, raw.line(), id, fields));
    }

    private static Row unreadable(
            RawRow raw, long ordinal, String id, String problem, Map<String, String> fields) {
        String message = raw.named() + " " + problem;
        return new Row.Unusable(
                ordinal, raw.line(), id, SkipReason.UNREADABLE_ROW, message, fields);
    }

    private String wrongCount(RawRow raw, int cells) {
        int columns = header.columns().size();
        return "has %d %s, the header has %d%s"
                .formatted(
                        cells,
                        cells == 1 ? "cell" : "cells",
                        columns,
                        raw.line() == raw.lastLine() ? "" : "; is a quote left open?");
    }

    private String id(RawRow raw, List<String> cells) {
        int index = header.idIndex();
        String id = index < 0 || index >= cells.size() ? "" : cells.get(index).strip();
        return id.isEmpty() ? madeId(raw) : id;
    }

    private static String madeId(RawRow raw) {
        return "line-" + raw.line();
    }
}
