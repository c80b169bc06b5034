package dev.nightshift.cli;

import dev.nightshift.cli.api.JobView;
import dev.nightshift.job.Again;
import dev.nightshift.job.JobStatus;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a job once more that is over, and follows it to its end. */
@Command
abstract class AgainCommand extends StackCommand {
    private final Again again;

    @Parameters(paramLabel = "JOB", description = "The job's id, or the beginning of it.")
    private String job = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "File of the results; its ending csv, jsonl or json says the form.")
    private @Nullable Path out;

    @Option(
            names = "--max-cost",
            paramLabel = "DOLLARS",
            converter = DollarsConverter.class,
            description = "What the whole job may cost from now on, what it has cost included.")
    private @Nullable BigDecimal maxCost;

    @Option(names = "--yes", description = "Agree beforehand to what --live may cost.")
    private boolean isAgreed;

    AgainCommand(Shell shell, Again again) {
        super(shell);
        this.again = again;
    }

    @Override
    public Integer call() {
        stack().requireLiveAtAws();
        try (Connection connection = connectToJobs()) {
            JobView found = JobLookup.find(connection.jobs(), job);
            long records = records(found);
            ResultFile file = ResultFile.of(shell(), out, inThisFolder(found));
            if (!connection.isSimulated()) {
                Consent.to(
                        "%,d records of job %s go to OpenAI again; its records cost %s each so far."
                                .formatted(records, found.id(), AverageCost.of(found)),
                        isAgreed,
                        shell());
            }
            connection.jobs().again(found.id(), name(), maxCost);
            return new JobFollower(shell(), stack(), connection).follow(found.id(), file);
        }
    }

    /** As the API calls it. */
    private String name() {
        return switch (again) {
            case FAILED -> "retry";
            case UNSENT -> "resume";
        };
    }

    /** How many records would be run. */
    private long records(JobView found) {
        if (!found.isOver()) {
            throw CommandException.wrong(
                    "job %s is still %s; 'nightshift watch %s' follows it"
                            .formatted(found.id(), found.status().wire(), found.id()));
        }
        long records = found.summary().map(summary -> again.count(summary.tally())).orElse(0L);
        if (records == 0 && found.status() != JobStatus.PAUSED) {
            throw CommandException.wrong(
                    "job %s has no records that %s"
                            .formatted(
                                    found.id(),
                                    again == Again.UNSENT ? "were not sent" : "did not succeed"));
        }
        return records;
    }
}
