package dev.nightshift.reading;

import dev.nightshift.record.InputForm;
import dev.nightshift.record.Records;
import dev.nightshift.record.SourceRecord;
import java.io.IOException;
import java.util.List;

/** Records made of rows of a source, which is closed with them. */
abstract class GroupedRecords implements Records {
    protected final Records source;
    protected final GroupMaker maker;
    private long dropped;

    GroupedRecords(Records source, GroupMaker maker) {
        this.source = source;
        this.maker = maker;
    }

    /** Whether a row is left out, which is counted. */
    protected final boolean isDropped(SourceRecord row) {
        boolean isDropped = maker.isDropped(row);
        dropped += isDropped ? 1 : 0;
        return isDropped;
    }

    @Override
    public final List<String> columns() {
        return maker.columns();
    }

    @Override
    public final boolean hasAllColumns() {
        return true;
    }

    @Override
    public final InputForm form() {
        return source.form();
    }

    @Override
    public final long rowsRead() {
        return source.rowsRead();
    }

    @Override
    public final long rowsDropped() {
        return dropped;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
