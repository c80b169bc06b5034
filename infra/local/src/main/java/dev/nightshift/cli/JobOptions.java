package dev.nightshift.cli;

import picocli.CommandLine.Option;

/** A job that is to be started. */
final class JobOptions extends InputOptions {
    @Option(
            names = "--yes",
            description = "With --live: agree to the estimate without being asked.")
    private boolean yes;

    boolean isAgreed() {
        return yes;
    }
}
