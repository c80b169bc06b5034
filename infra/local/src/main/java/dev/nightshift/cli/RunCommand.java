package dev.nightshift.cli;

import dev.nightshift.job.Job;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes a file from beginning to end. */
@Command(
        name = "run",
        description =
                "Does a task for every record of a file, shows the progress and brings the results.",
        footer = {
            "  nightshift run postings.csv --task qualify",
            "",
            "Results go to postings.results.csv and postings.report.json beside the input.",
            "Without --live a simulator answers and nothing is spent."
        })
final class RunCommand extends StackCommand {
    @Mixin private final NewJobOptions options = new NewJobOptions();
    @Mixin private final StackTuning tuning = new StackTuning();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "File of the results; its ending csv, jsonl or json says the form.")
    private @Nullable Path out;

    RunCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        Path input = InputFile.require(shell(), options.file());
        ResultFile file = ResultFile.of(shell(), out, input);
        JobPlan plan = JobPlan.of(shell(), options, stack(), tuning);
        try (Connection connection = Connection.open(shell(), stack(), tuning)) {
            Job job = plan.start(connection.client());
            shell().out().println("Job " + job.id() + ": " + plan.described());
            shell().out().flush();
            return new JobFollower(shell(), stack(), connection).follow(job.id(), file);
        }
    }
}
