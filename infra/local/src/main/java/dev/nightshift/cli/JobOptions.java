package dev.nightshift.cli;

import dev.nightshift.pricing.Lane;
import picocli.CommandLine.Option;

/** A job that is to be started. */
final class JobOptions extends InputOptions {
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

    Lane lane() {
        return lane;
    }

    boolean isAgreed() {
        return yes;
    }
}
