package dev.nightshift.cli;

import dev.nightshift.cli.api.JobView;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes a job. */
@Command(
        name = "delete",
        description = {
            "Removes a job that is over, for good: its input, its results, its files at OpenAI.",
            "Results that were brought to a file of yours stay."
        },
        footer = "  nightshift delete 20261121-k7q")
final class DeleteCommand extends StackCommand {
    /** Its objects are removed a thousand at a time, which takes seconds. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Parameters(paramLabel = "JOB", description = "The job's id, or the beginning of it.")
    private String job = "";

    @Option(names = "--yes", description = "Agree beforehand that it goes for good.")
    private boolean isAgreed;

    DeleteCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Connection connection = connectToJobs()) {
            JobView found = JobLookup.find(connection.jobs(), job);
            if (!found.isOver()) {
                throw CommandException.wrong(
                        "job %s is still %s; 'nightshift cancel %s' stops it"
                                .formatted(found.id(), found.status().wire(), found.id()));
            }
            Consent.toRemoving(
                    "Job %s goes for good, with its results.".formatted(found.id()),
                    isAgreed,
                    shell());
            connection.jobs().delete(found.id());
            long begun = System.nanoTime();
            while (connection.jobs().find(found.id()).isPresent()) {
                Duration waited = Duration.ofNanos(System.nanoTime() - begun);
                if (waited.compareTo(PATIENCE) > 0) {
                    throw new CommandException(
                            ExitCode.JOB_FAILED,
                            "job %s is not gone yet; where 'nightshift list' still shows it later, the log says why"
                                    .formatted(found.id()));
                }
                Thread.sleep(JobFollower.pause(waited));
            }
            shell().out().println("Job %s is gone.".formatted(found.id()));
            return ExitCode.DONE;
        }
    }
}
