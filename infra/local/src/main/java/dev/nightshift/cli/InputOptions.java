package dev.nightshift.cli;

import dev.nightshift.record.InputHints;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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

    @Mixin private final HintOptions hints = new HintOptions();

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
        return hints.hints();
    }
}
