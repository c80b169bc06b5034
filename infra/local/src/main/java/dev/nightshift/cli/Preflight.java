package dev.nightshift.cli;

import dev.nightshift.record.CsvOptions;
import dev.nightshift.record.CsvRecords;
import dev.nightshift.record.Row;
import dev.nightshift.record.SourceRecord;
import dev.nightshift.record.UnreadableInputException;
import dev.nightshift.task.Task;
import dev.nightshift.task.TaskRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out, before anything is started or written, whether a job can be made of what the user
 * named.
 */
final class Preflight {
    private static final int REASONS = 3;

    private final Shell shell;
    private final InputOptions options;
    private final List<String> reasons = new ArrayList<>();
    private long rows;
    private long usable;

    Preflight(Shell shell, InputOptions options) {
        this.shell = shell;
        this.options = options;
    }

    /**
     * Reads the whole input.
     *
     * @param each is shown every record that becomes a request
     * @throws CommandException when no job can be made of it
     */
    CheckedInput check(Task task, RecordVisitor each) {
        Path file = InputFile.require(shell, options.file());
        try (CsvRecords csv =
                CsvRecords.open(
                        Files.newInputStream(file),
                        CsvOptions.standard().withIdColumn(options.idColumn()))) {
            read(new TaskRecords(task, csv), each);
        } catch (UnreadableInputException e) {
            throw wrong(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw wrong("it cannot be read: " + e.getMessage());
        }
        if (usable == 0) {
            throw wrong(
                    rows == 0
                            ? "there is a header but no row under it; add rows"
                            : "none of its %,d rows can be used: %s"
                                    .formatted(rows, String.join("; ", reasons)));
        }
        return new CheckedInput(file, task, rows, usable);
    }

    private void read(TaskRecords records, RecordVisitor each) throws IOException {
        while (records.hasNext()) {
            rows++;
            switch (records.next()) {
                case Row.Usable(var record) -> {
                    usable++;
                    each.visit(record);
                }
                case Row.Unusable unusable -> {
                    if (reasons.size() < REASONS) {
                        reasons.add("line " + unusable.line() + ": " + unusable.message());
                    }
                }
            }
        }
    }

    private CommandException wrong(String message) {
        return CommandException.wrong(options.file() + ": " + message);
    }

    /** Looks at a record. */
    @FunctionalInterface
    interface RecordVisitor {
        void visit(SourceRecord record) throws IOException;
    }
}
