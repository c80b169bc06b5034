package dev.nightshift.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a job is to be made of. */
class InputOptions {
    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "CSV file in UTF-8 with a header line; one record per row.")
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

    @Nullable String idColumn() {
        return idColumn;
    }
}
