package dev.nightshift.cli;

import dev.nightshift.estimate.Estimate;
import dev.nightshift.job.JobOptions;
import dev.nightshift.pricing.Prices;
import dev.nightshift.task.Task;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what a job would come to. */
@Command(
        name = "estimate",
        description =
                "Says how many tokens a job would take and what it would cost. Nothing is started or"
                        + " sent.",
        descriptionHeading = "%n",
        optionListHeading = "%nOptions%n",
        footerHeading = "%nExample%n",
        footer = {
            "  nightshift estimate postings.csv --task qualify",
            "",
            "'run --live' and 'submit --live' show the same before they ask.",
        })
final class EstimateCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin private final InputOptions options = new InputOptions();

    @Option(
            names = "--json",
            description = "One JSON object, for machines; costs are text, null is not known.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    EstimateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Prices prices = KnownPrices.of(shell);
        Task task =
                TaskChoice.of(shell, new StackOptions(), options.task(), options.model(), prices);
        var preflight = new Preflight(shell, options);
        var estimate = new Estimate(task, prices, LocalDate.now(ZoneOffset.UTC));
        CheckedInput input =
                ReadingProgress.shown(shell, estimate::add, each -> preflight.check(task, each));
        if (json) {
            shell.out().println(EstimateJson.of(estimate, input));
        } else {
            EstimateText.of(estimate, input, JobOptions.STANDARD, Instant.now())
                    .forEach(shell.out()::println);
        }
        return ExitCode.DONE;
    }

    boolean isHelp() {
        return help;
    }
}
