package dev.nightshift.task;

import dev.nightshift.record.CsvRecords;
import dev.nightshift.record.Row;
import dev.nightshift.record.SkipReason;
import dev.nightshift.record.UnreadableInputException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an input as a task sees them: a row that lacks what the task requires cannot be used.
 */
public final class TaskRecords {
    private final Task task;
    private final CsvRecords rows;
    private long left;
    private @Nullable Row ahead;

    /** Looks at a whole input as a task does. */
    public TaskRecords(Task task, CsvRecords rows) {
        this(task, rows, null);
    }

    /**
     * Looks at an input as a task does.
     *
     * @param most rows that are read of it; null for all
     * @throws UnreadableInputException when the input has no column for a field that the task
     *     requires
     */
    public TaskRecords(Task task, CsvRecords rows, @Nullable Long most) {
        this.task = task;
        this.left = most == null ? Long.MAX_VALUE : most;
        this.rows = rows;
        List<String> missing =
                task.requires().stream().filter(field -> !rows.columns().contains(field)).toList();
        if (!missing.isEmpty()) {
            throw new UnreadableInputException(
                    "task %s needs the column%s %s; the file has %s"
                            .formatted(
                                    task.name(),
                                    missing.size() == 1 ? "" : "s",
                                    String.join(", ", missing),
                                    String.join(", ", rows.columns())));
        }
    }

    /** The input's columns, in order. */
    public List<String> columns() {
        return rows.columns();
    }

    /** Passes over rows; to be called before the first is read. */
    public void skip(long count) throws IOException {
        rows.skip(count);
        left -= count;
    }

    public boolean hasNext() throws IOException {
        if (ahead == null && left > 0) {
            Row row = rows.next();
            left--;
            ahead = row == null ? null : judged(row);
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

    private Row judged(Row row) {
        if (row instanceof Row.Usable(var record)) {
            Map<String, String> formed = task.telling().formed(record.fields());
            for (String field : task.requires()) {
                if (formed.getOrDefault(field, "").isBlank()) {
                    return new Row.Unusable(
                            record.ordinal(),
                            record.line(),
                            record.id(),
                            SkipReason.MISSING_FIELD,
                            field + " is empty, and task " + task.name() + " needs it",
                            record.fields());
                }
            }
        }
        return row;
    }
}
