package dev.nightshift.record;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Streams the rows of a CSV file, in constant memory but for the {@link SeenIds}. Lines end with CR
 * LF, LF or CR, also mixed; empty lines are passed over, as are lines of spaces in a file of
 * several columns. Cells are kept as they are; names of columns and ids lose the spaces around
 * them.
 *
 * <p>Every row comes out once, usable or not. A row without an id, and every row of a file without
 * an id column, is called {@code line-7} after its first line. Of rows with the same id the first
 * usable one counts. Not for use by several threads.
 */
final class CsvRecords implements Records {
    private final InputStream in;
    private final InputForm form;
    private final RowSplitter splitter;
    private final CsvRowParser parser;
    private final CsvHeader header;
    private final RowIds ids;
    private long rowsRead;

    private CsvRecords(
            InputStream in,
            InputForm form,
            RowSplitter splitter,
            CsvRowParser parser,
            CsvHeader header,
            RowIds ids) {
        this.in = in;
        this.form = form;
        this.splitter = splitter;
        this.parser = parser;
        this.header = header;
        this.ids = ids;
    }

    /**
     * Reads the header and stands before the first row.
     *
     * @param in closed with the reader
     * @param ids by the columns there are
     * @throws UnreadableInputException when the header cannot be used
     */
    static CsvRecords open(
            InputStream in,
            Characters characters,
            InputForm form,
            Function<List<String>, RowIds> ids)
            throws IOException {
        char delimiter = form.delimiter() == null ? ',' : form.delimiter();
        var splitter = new RowSplitter(characters, delimiter);
        var parser = new CsvRowParser(delimiter);
        RawRow first = splitter.next();
        if (first == null) {
            throw new UnreadableInputException(
                    "The file has only empty lines: a CSV file has a header line and then one row per record");
        }
        CsvHeader header = CsvHeader.of(first, parser, delimiter);
        return new CsvRecords(in, form, splitter, parser, header, ids.apply(header.columns()));
    }

    @Override
    public List<String> columns() {
        return header.columns();
    }

    @Override
    public boolean hasAllColumns() {
        return true;
    }

    @Override
    public InputForm form() {
        return form;
    }

    @Override
    public long rowsRead() {
        return rowsRead;
    }

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
        return cells.size() == header.columns().size()
                ? ids.row(ordinal, raw.line(), fields, madeId(raw))
                : unreadable(
                        raw,
                        ordinal,
                        ids.of(fields, madeId(raw)),
                        wrongCount(raw, cells.size()),
                        fields);
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

    private static String madeId(RawRow raw) {
        return "line-" + raw.line();
    }
}
