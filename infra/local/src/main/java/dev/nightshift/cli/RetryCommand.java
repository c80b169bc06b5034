package dev.nightshift.cli;

import dev.nightshift.job.Again;
import picocli.CommandLine.Command;

/** Runs again what did not succeed. */
@Command(
        name = "retry",
        description =
                "Runs those records of a job again that did not succeed, and brings its results.",
        footer = "  nightshift retry 20261121-k7q")
final class RetryCommand extends AgainCommand {
    RetryCommand(Shell shell) {
        super(shell, Again.FAILED);
    }
}
