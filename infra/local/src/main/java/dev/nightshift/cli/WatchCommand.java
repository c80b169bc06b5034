package dev.nightshift.cli;

import dev.nightshift.cli.api.JobView;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows a job to its end. */
@Command(
        name = "watch",
        description = "Follows a job to its end, as run does, and brings its results.",
        footer = "  nightshift watch 20261121-k7q")
final class WatchCommand extends StackCommand {
    @Parameters(paramLabel = "JOB", description = "The job's id, or the beginning of it.")
    private String job = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "File of the results; its ending csv, jsonl or json says the form.")
    private @Nullable Path out;

    WatchCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        try (Connection connection = connectToJobs()) {
            JobView found = JobLookup.find(connection.jobs(), job);
            ResultFile file = ResultFile.of(shell(), out, inThisFolder(found));
            return new JobFollower(shell(), stack(), connection).follow(found.id(), file);
        }
    }
}
