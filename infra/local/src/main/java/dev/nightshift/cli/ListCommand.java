package dev.nightshift.cli;

import dev.nightshift.cli.api.JobView;
import dev.nightshift.job.Summary;
import dev.nightshift.pricing.Money;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists jobs. */
@Command(
        name = "list",
        description = "Lists jobs, the newest first.",
        footer = "  nightshift list --limit 5")
final class ListCommand extends StackCommand {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "The most jobs to list; 20 if not said.")
    private int limit = 20;

    ListCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw CommandException.wrong("--limit must be at least 1, was " + limit);
        }
        if (!Connection.isPossible(shell(), stack())) {
            sayThereAreNone();
            return ExitCode.DONE;
        }
        try (Connection connection = connectToJobs()) {
            List<JobView> jobs = connection.jobs().newest(limit);
            if (jobs.isEmpty()) {
                sayThereAreNone();
            } else {
                table(jobs).lines().forEach(shell().out()::println);
                if (connection.isSimulated()) {
                    shell().out().println("Costs are simulated: no money was spent.");
                }
            }
            return ExitCode.DONE;
        }
    }

    private void sayThereAreNone() {
        shell().out()
                .println(
                        "No jobs yet in %s. 'nightshift run FILE --task NAME' starts one."
                                .formatted(shell().typed(stack().folder(shell()))));
    }

    private static TextTable table(List<JobView> jobs) {
        var table = new TextTable("", "llllrrrl");
        table.add("JOB", "CREATED", "TASK", "STATUS", "RECORDS", "FAILED", "COST", "SOURCE");
        for (JobView job : jobs) {
            Optional<Summary> summary = job.summary();
            table.add(
                    job.id(),
                    MINUTE.format(job.created()),
                    job.task(),
                    job.cancelRequested() != null && !job.isOver()
                            ? "cancelling"
                            : job.status().wire(),
                    job.rows() == 0 ? "" : "%,d".formatted(job.rows()),
                    summary.map(of -> "%,d".formatted(of.tally().needingAttention())).orElse(""),
                    summary.map(ListCommand::cost).orElse(""),
                    job.source());
        }
        return table;
    }

    private static String cost(Summary summary) {
        String known = Money.format(summary.cost());
        if (summary.unpriced() == 0) {
            return known;
        }
        return summary.cost().signum() == 0 ? "not known" : "over " + known;
    }
}
