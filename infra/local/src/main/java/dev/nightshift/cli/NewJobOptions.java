package dev.nightshift.cli;

import dev.nightshift.job.JobOptions;
import dev.nightshift.pricing.Lane;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A job that is to be started. */
final class NewJobOptions extends InputOptions {
    @Option(
            names = "--lane",
            paramLabel = "LANE",
            description =
                    "batch (half the price, within a day) or realtime (the full price, at once).")
    private Lane lane = Lane.BATCH;

    @Option(
            names = "--max-cost",
            paramLabel = "DOLLARS",
            converter = DollarsConverter.class,
            description = {
                "What the job may cost at most. One that could cost more is not begun, and what",
                "would exceed it later, as by sending records again, is left unsent."
            })
    private @Nullable BigDecimal maxCost;

    @Option(
            names = "--yes",
            description = "With --live: agree to the estimate without being asked.")
    private boolean yes;

    /** What the job's user wants of it. */
    JobOptions wanted() {
        return JobOptions.STANDARD.withIdColumn(idColumn()).withLane(lane).withMaxCost(maxCost);
    }

    boolean isAgreed() {
        return yes;
    }
}
