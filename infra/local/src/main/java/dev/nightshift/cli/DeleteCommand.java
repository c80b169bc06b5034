package dev.nightshift.cli;

import dev.nightshift.job.Job;
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
    private static final Duration PAUSE = Duration.ofMillis(100);

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
            StackClient client = connection.client();
            Job found = JobLookup.find(client.jobs(), job);
            if (!found.status().isOver()) {
                throw CommandException.wrong(
                        "job %s is still %s; 'nightshift cancel %s' stops it"
                                .formatted(found.id(), found.status().wire(), found.id()));
            }
            Consent.toRemoving(found.id(), isAgreed, shell());
            String execution = client.starter().delete(found);
            while (!client.executions().isOver(execution)) {
                Thread.sleep(PAUSE);
            }
            if (client.jobs().find(found.id()).isPresent()) {
                throw new CommandException(
                        ExitCode.JOB_FAILED,
                        "job %s could not be removed; the log says why".formatted(found.id()));
            }
            shell().out().println("Job %s is gone.".formatted(found.id()));
            return ExitCode.DONE;
        }
    }
}
