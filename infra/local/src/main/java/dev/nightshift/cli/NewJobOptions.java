package dev.nightshift.cli;

import dev.nightshift.job.JobOptions;
import dev.nightshift.pricing.Lane;
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
            names = "--yes",
            description = "With --live: agree to the estimate without being asked.")
    private boolean yes;

    /** What the job's user wants of it. */
    JobOptions wanted() {
        return JobOptions.STANDARD.withIdColumn(idColumn()).withLane(lane);
    }

    boolean isAgreed() {
        return yes;
    }
}
