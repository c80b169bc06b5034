package dev.nightshift.cli;

import dev.nightshift.record.InputHints;
import dev.nightshift.record.Row;
import dev.nightshift.record.SourceRecord;
import dev.nightshift.record.UnreadableInputException;
import dev.nightshift.storage.ScratchSettings;
import dev.nightshift.task.Task;
import dev.nightshift.task.TaskRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * A record that a task is tried with.
 *
 * @param fields all that records of its file may have
 */
record SampleRecord(SourceRecord record, Set<String> fields) {

    /**
     * The record at a place of a file, as the task sees it.
     *
     * @param hints what was said of the file
     * @param number from 1
     * @throws CommandException when there is none, or it cannot be used
     */
    static SampleRecord of(Shell shell, Path named, InputHints hints, long number, Task task) {
        Path file = InputFile.require(shell, named);
        try (TaskRecords records =
                TaskRecords.open(
                        task,
                        Files.newInputStream(file),
                        String.valueOf(file.getFileName()),
                        hints,
                        null,
                        new ScratchSettings(null))) {
            for (long at = 1; records.hasNext(); at++) {
                Row row = records.next();
                if (at == number) {
                    return of(row, records, named);
                }
            }
            throw wrong(named, "there is no row " + number);
        } catch (UnreadableInputException e) {
            throw wrong(named, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw wrong(named, "it cannot be read: " + e.getMessage());
        }
    }

    private static SampleRecord of(Row row, TaskRecords records, Path named) {
        return switch (row) {
            case Row.Usable(var record) -> {
                Set<String> fields = new TreeSet<>(records.columns());
                fields.addAll(record.fields().keySet());
                yield new SampleRecord(record, fields);
            }
            case Row.Unusable unusable ->
                    throw wrong(
                            named,
                            "line %,d is not sent: %s; name another with --row"
                                    .formatted(unusable.line(), unusable.message()));
        };
    }

    private static CommandException wrong(Path file, String message) {
        return CommandException.wrong(file + ": " + message);
    }
}
