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
            names = "--fresh",
            description =
                    "Pay again for records that have a result from an earlier job; else it is taken"
                            + " over, which the estimate does not know.")
    private boolean fresh;

    @Option(
            names = "--yes",
            description = "With --live: agree to the estimate without being asked.")
    private boolean yes;

    /** What the job's user wants of it. */
    JobOptions wanted() {
        return JobOptions.STANDARD.withIdColumn(idColumn()).withLane(lane).withFresh(fresh);
    }

    boolean isAgreed() {
        return yes;
    }
}
