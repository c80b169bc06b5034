package dev.nightshift.cli;

import dev.nightshift.record.InputReader;
import dev.nightshift.record.UnreadableInputException;
import dev.nightshift.storage.ScratchSettings;
import dev.nightshift.task.InputSurvey;
import dev.nightshift.task.InputSurvey.RecordVisitor;
import dev.nightshift.task.Task;
import dev.nightshift.task.TaskRecords;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds out, before anything is started or written, whether a job can be made of what the user
 * named.
 */
final class Preflight {
    private final Shell shell;
    private final InputOptions options;

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
        try (TaskRecords records =
                TaskRecords.open(
                        task,
                        Files.newInputStream(file),
                        String.valueOf(file.getFileName()),
                        options.hints(),
                        null,
                        new ScratchSettings(null))) {
            InputSurvey found = InputSurvey.of(records, each, () -> false).requireUsable();
            return new CheckedInput(
                    file, task, found.rows(), found.usable(), bytes(file), found.facts());
        } catch (UnreadableInputException e) {
            throw wrong(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw wrong("it cannot be read: " + e.getMessage());
        }
    }

    /** A packed file may hold many times its size. */
    private static long bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return InputReader.unpacked(in).transferTo(OutputStream.nullOutputStream());
        }
    }

    private CommandException wrong(String message) {
        return CommandException.wrong(options.file() + ": " + message);
    }
}
