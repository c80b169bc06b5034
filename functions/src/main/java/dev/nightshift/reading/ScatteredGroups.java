package dev.nightshift.reading;

import dev.nightshift.record.Records;
import dev.nightshift.record.Row;
import dev.nightshift.record.UnreadableInputException;
import dev.nightshift.storage.ScratchSettings;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Records made of rows that lie anywhere in the input, in the order in which their first rows come.
 * All rows are read first and laid on local disk, where each knows the one before it of its record;
 * then the records are put together one by one. Takes {@link #MOST_ROWS} rows and {@link
 * #MOST_BYTES} of disk; in memory a row has 16 bytes, a record some 40.
 */
final class ScatteredGroups extends GroupedRecords {
    static final int MOST_ROWS = 2_000_000;
    static final long MOST_BYTES = 2_000_000_000;

    private final LaidRows laid;
    private int next;

    /** Reads all rows; the source is closed with the records. */
    ScatteredGroups(Records source, GroupMaker maker, String by, ScratchSettings scratch)
            throws IOException {
        super(source, maker);
        this.laid = new LaidRows(scratch);
        try {
            lay(by);
        } catch (IOException | RuntimeException e) {
            laid.close();
            throw e;
        }
    }

    private void lay(String by) throws IOException {
        for (Row row = source.next(); row != null; row = source.next()) {
            if (source.rowsRead() > MOST_ROWS || laid.bytes() > MOST_BYTES) {
                throw new UnreadableInputException(
                        "rows that lie apart are grouped in files of up to %,d rows and %,d bytes: sort the file by %s, and say adjacent: true under group in the task"
                                .formatted(MOST_ROWS, MOST_BYTES, by));
            }
            switch (row) {
                case Row.Unusable unusable -> laid.alone(unusable);
                case Row.Usable(var record) -> {
                    String id = maker.idOf(record);
                    if (id.isEmpty()) {
                        laid.alone((Row.Unusable) maker.withoutId(0, record));
                    } else {
                        int group = laid.group(id, record.line());
                        if (!isDropped(record)) {
                            laid.add(group, maker.part(record));
                        }
                    }
                }
            }
        }
        laid.finish();
    }

    @Override
    public void skip(long rows) {
        next = (int) Math.min(laid.groups(), next + rows);
    }

    @Override
    public @Nullable Row next() throws IOException {
        if (next == laid.groups()) {
            return null;
        }
        int group = next++;
        return switch (laid.head(group)) {
            case LaidRows.Alone(var row) -> row.at(group);
            case LaidRows.Head(String id, long line) ->
                    laid.charactersOf(group) > MAX_CHARACTERS
                            ? maker.tooLarge(group, line, id)
                            : maker.record(group, line, id, laid.rowsOf(group));
        };
    }

    @Override
    public void close() throws IOException {
        laid.close();
        super.close();
    }
}
