package dev.nightshift.task;

import dev.nightshift.reading.Condition;
import dev.nightshift.reading.MissingFields;
import dev.nightshift.reading.ReadRecords;
import dev.nightshift.record.InputFacts;
import dev.nightshift.record.InputHints;
import dev.nightshift.record.Records;
import dev.nightshift.record.Row;
import dev.nightshift.record.SkipReason;
import dev.nightshift.record.SourceRecord;
import dev.nightshift.record.UnreadableInputException;
import dev.nightshift.storage.ScratchSettings;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The records of an input as a task sees them: one that lacks what the task requires cannot be
 * used, and one that meets a filter is not sent.
 */
public final class TaskRecords implements AutoCloseable {
    private final Task task;
    private final Records records;
    private long read;
    private final long most;
    private @Nullable Row ahead;

    private TaskRecords(Task task, Records records, @Nullable Long most) {
        this.task = task;
        this.records = records;
        this.most = most == null ? Long.MAX_VALUE : most;
    }

    /**
     * Opens an input as a task sees it.
     *
     * @param in taken over: closed with the records, and also when it cannot be opened
     * @param name the file's, as a hint of what it is
     * @param most records that are read of it; null for all
     * @param scratch where rows lie that are put together
     * @throws UnreadableInputException when it cannot be used as a whole, or has no column for a
     *     field that the task requires
     */
    public static TaskRecords open(
            Task task,
            InputStream in,
            String name,
            InputHints options,
            @Nullable Long most,
            ScratchSettings scratch)
            throws IOException {
        Records records = ReadRecords.open(in, name, options, task.reading(), scratch);
        try {
            MissingFields.refuse("task " + task.name(), task.requires().stream(), records);
            MissingFields.refuse(
                    "filters of task " + task.name(),
                    task.reading().filters().stream().flatMap(Condition::fields),
                    records);
            return new TaskRecords(task, records, most);
        } catch (RuntimeException e) {
            records.close();
            throw e;
        }
    }

    /** The records' columns, in order. */
    public List<String> columns() {
        return records.columns();
    }

    /** Whether no record has a field that {@link #columns} does not name. */
    public boolean hasAllColumns() {
        return records.hasAllColumns();
    }

    /** What was found so far. */
    public InputFacts facts() {
        return new InputFacts(
                records.rowsRead(), records.rowsDropped(), read, records.form().described());
    }

    /** Passes over records; to be called before the first is read. */
    public void skip(long count) throws IOException {
        records.skip(count);
        read += count;
    }

    public boolean hasNext() throws IOException {
        if (ahead == null && read < most) {
            Row row = records.next();
            if (row != null) {
                read++;
                ahead = judged(row);
            }
        }
        return ahead != null;
    }

    /** The next row, which stays the next. */
    public Row peek() throws IOException {
        if (!hasNext() || ahead == null) {
            throw new NoSuchElementException("the input is at its end");
        }
        return ahead;
    }

    public Row next() throws IOException {
        Row row = peek();
        ahead = null;
        return row;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    private Row judged(Row row) {
        if (row instanceof Row.Usable(var record)) {
            Map<String, String> formed = task.telling().formed(record.fields());
            for (String field : task.requires()) {
                if (formed.getOrDefault(field, "").isBlank()) {
                    String why = field + " is empty, and task " + task.name() + " needs it";
                    return leftOut(record, SkipReason.MISSING_FIELD, why);
                }
            }
            for (Condition filter : task.reading().filters()) {
                if (filter.isMetBy(formed)) {
                    return leftOut(record, SkipReason.FILTER, filter.reason());
                }
            }
        }
        return row;
    }

    private static Row leftOut(SourceRecord record, SkipReason reason, String why) {
        return new Row.Unusable(
                record.ordinal(), record.line(), record.id(), reason, why, record.fields());
    }
}
