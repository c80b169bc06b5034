package dev.nightshift.cli;

import dev.nightshift.job.Again;
import picocli.CommandLine.Command;

/** Goes on with a paused job. */
@Command(
        name = "resume",
        description = "Goes on with a job that was paused, and brings its results.",
        footer = "  nightshift resume 20261121-k7q")
final class ResumeCommand extends AgainCommand {
    ResumeCommand(Shell shell) {
        super(shell, Again.UNSENT);
    }
}
