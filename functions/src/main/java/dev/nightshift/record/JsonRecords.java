package dev.nightshift.record;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The records of a JSON file, in constant memory but for the {@link SeenIds}. A record without an
 * id is called {@code line-7} after its line or, in a document, {@code record-7} after its place.
 */
final class JsonRecords implements Records {
    private final InputStream in;
    private final InputForm form;
    private final ColumnSample<JsonRow> rows;
    private final RowIds ids;
    private long rowsRead;

    private JsonRecords(InputStream in, InputForm form, ColumnSample<JsonRow> rows, RowIds ids) {
        this.in = in;
        this.form = form;
        this.rows = rows;
        this.ids = ids;
    }

    /**
     * Stands before the first record.
     *
     * @param in closed with the reader
     * @param ids by the columns there are
     */
    static JsonRecords open(
            InputStream in, JsonSource source, InputForm form, Function<List<String>, RowIds> ids)
            throws IOException {
        var rows = new ColumnSample<JsonRow>(source::next, JsonRow::fields);
        return new JsonRecords(in, form, rows, ids.apply(rows.columns()));
    }

    @Override
    public List<String> columns() {
        return rows.columns();
    }

    @Override
    public boolean hasAllColumns() {
        return rows.isWhole();
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
        JsonRow row = rows.next();
        if (row == null) {
            return null;
        }
        if (rowsRead == MAX_ROWS) {
            throw new UnreadableInputException(
                    "The file has more than %d records: split it".formatted(MAX_ROWS));
        }
        long ordinal = rowsRead++;
        String made =
                form.format() == InputForm.Format.JSON
                        ? "record-" + (ordinal + 1)
                        : "line-" + row.line();
        String defect = row.defect();
        return defect == null
                ? ids.row(ordinal, row.line(), row.fields(), made)
                : new Row.Unusable(
                        ordinal,
                        row.line(),
                        ids.of(row.fields(), made),
                        SkipReason.UNREADABLE_ROW,
                        "The record " + defect,
                        row.fields());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
