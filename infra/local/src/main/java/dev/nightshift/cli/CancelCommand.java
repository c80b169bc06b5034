package dev.nightshift.cli;

import dev.nightshift.cli.api.JobView;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stops a job. */
@Command(
        name = "cancel",
        description = "Stops a job. What was answered before is kept, and billed.",
        footer = "  nightshift cancel 20261121-k7q")
final class CancelCommand extends StackCommand {
    @Parameters(paramLabel = "JOB", description = "The job's id, or the beginning of it.")
    private String job = "";

    CancelCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        try (Connection connection = connectToJobs()) {
            JobView found = JobLookup.find(connection.jobs(), job);
            if (found.isOver()) {
                throw CommandException.wrong(
                        "job %s is %s already, there is nothing to stop"
                                .formatted(
                                        found.id(),
                                        found.status().name().toLowerCase(Locale.ROOT)));
            }
            connection.jobs().cancel(found.id());
            shell().out()
                    .println(
                            "Job %s is being stopped%s: OpenAI ends its batches, and what was answered by then is kept."
                                    .formatted(
                                            found.id(),
                                            found.cancelRequested() == null ? "" : " already"));
            shell().out()
                    .println(
                            "'nightshift watch %s%s' %s."
                                    .formatted(
                                            found.id(),
                                            stack().again(shell()),
                                            connection.isOwn()
                                                    ? "carries that out and shows the end"
                                                    : "shows the end"));
            return ExitCode.DONE;
        }
    }
}
