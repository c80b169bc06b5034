package dev.nightshift.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a job is to be made of. */
class InputOptions {
    @Parameters(
            paramLabel = "FILE",
            description = "CSV file in UTF-8 with a header line; one record per row.")
    private Path file = Path.of("");

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

    Path file() {
        return file;
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
