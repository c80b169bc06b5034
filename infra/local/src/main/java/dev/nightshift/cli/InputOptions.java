package dev.nightshift.cli;

import dev.nightshift.record.InputHints;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a job is to be made of. */
class InputOptions {
    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = {
                "Records as CSV with a header line, as JSON, or with a JSON object on every line; also",
                "packed with gzip."
            })
    private @Nullable Path file;

    @Option(
            names = "--task",
            required = true,
            paramLabel = "NAME|FILE.yaml",
            description = "What to do with every record; 'nightshift tasks' lists those built in.")
    private String task = "";

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "Another model than the task's own.")
    private @Nullable String model;

    @Option(
            names = "--id-column",
            paramLabel = "COLUMN",
            description = "Column of the records' ids; the one named id if not said.")
    private @Nullable String idColumn;

    @Option(
            names = "--delimiter",
            paramLabel = "CHARACTER",
            description =
                    "What separates the cells of a CSV file: , ; or comma, semicolon, tab, pipe. Found"
                            + " out if not said.")
    private @Nullable String delimiter;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            description =
                    "How the file's characters are written, such as windows-1252. If not said: by its"
                            + " byte order mark, else UTF-8 or, where its beginning is none, windows-1252.")
    private @Nullable String encoding;

    /**
     * The file of records.
     *
     * @throws CommandException when none is named
     */
    Path file() {
        if (file == null) {
            throw CommandException.wrong("Missing required parameter: 'FILE'");
        }
        return file;
    }

    boolean hasFile() {
        return file != null;
    }

    String task() {
        return task;
    }

    @Nullable String model() {
        return model;
    }

    /**
     * What was said of the file.
     *
     * @throws CommandException when that cannot be
     */
    InputHints hints() {
        return hints(idColumn, delimiter, encoding);
    }

    static InputHints hints(
            @Nullable String idColumn, @Nullable String delimiter, @Nullable String encoding) {
        InputHints hints = InputHints.NONE.withIdColumn(idColumn);
        String option = "--delimiter";
        try {
            hints = hints.withDelimiter(delimiter);
            option = "--encoding";
            return hints.withEncoding(encoding);
        } catch (IllegalArgumentException e) {
            throw CommandException.wrong(option + ": " + e.getMessage());
        }
    }
}
