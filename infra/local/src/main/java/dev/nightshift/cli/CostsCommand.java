package dev.nightshift.cli;

import dev.nightshift.cli.api.ApiCall;
import dev.nightshift.cli.api.CostsView;
import dev.nightshift.pricing.Money;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells what was paid. */
@Command(
        name = "costs",
        description = "Tells what was paid, by day, task, model or lane.",
        footer = {
            "  nightshift costs",
            "  nightshift costs --by task --from 2026-11-01",
            "",
            "Days are by UTC, those on which the work ended; no more than 92 at once."
        })
final class CostsCommand extends StackCommand {
    /** What costs are summed by. */
    private enum By {
        DAY,
        TASK,
        MODEL,
        LANE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "The first day, as 2026-11-01; thirty days before the last if not said.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "The last day; today if not said.")
    private @Nullable LocalDate to;

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            description = "day, task, model or lane; day if not said.")
    private By by = By.DAY;

    CostsCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        try (Connection connection = connectToJobs()) {
            CostsView costs =
                    connection
                            .api()
                            .send(
                                    ApiCall.get("/costs")
                                            .with("from", from)
                                            .with("to", to)
                                            .with("by", by),
                                    CostsView.class);
            table(costs).lines().forEach(shell().out()::println);
            if (connection.isSimulated()) {
                shell().out().println("Costs are simulated: no money was spent.");
            }
            return ExitCode.DONE;
        }
    }

    private TextTable table(CostsView costs) {
        var table = new TextTable("", "lrrrl");
        table.add(by.name(), "TOKENS IN", "TOKENS OUT", "COST", "");
        for (CostsView.Line line : costs.lines()) {
            table.add(
                    Printable.line(line.key()),
                    "%,d".formatted(line.inputTokens()),
                    "%,d".formatted(line.outputTokens()),
                    Money.format(line.costUsd()),
                    line.unpricedReplies() == 0
                            ? ""
                            : "and %,d replies whose price is not known"
                                    .formatted(line.unpricedReplies()));
        }
        return table.add(
                "%s to %s".formatted(costs.from(), costs.to()),
                "",
                "",
                Money.format(costs.costUsd()),
                "");
    }
}
