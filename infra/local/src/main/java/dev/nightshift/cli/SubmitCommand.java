package dev.nightshift.cli;

import dev.nightshift.cli.api.JobCalls.Started;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Hands a job to a running stack and leaves it there. */
@Command(
        name = "submit",
        description =
                "Starts a job on the running stack and prints its id, without waiting for the end.",
        footer = {
            "  nightshift submit postings.csv --task qualify",
            "",
            "It wants a stack that stays: 'nightshift up' in another terminal, or --endpoint."
        })
final class SubmitCommand extends StackCommand {
    @Mixin private final NewJobOptions options = new NewJobOptions();

    SubmitCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        stack().requireLiveAtAws();
        boolean isTable = options.source() != null;
        if (!isTable) {
            InputFile.require(shell(), options.file());
        }
        try (Connection connection = Connection.toRunning(shell(), stack())) {
            Started started =
                    isTable
                            ? TableJob.of(shell(), options, stack(), new StackTuning())
                                    .start(connection)
                            : JobPlan.of(shell(), options, stack(), new StackTuning())
                                    .start(connection);
            String job = started.job().id();
            shell().out().println(job);
            if (!started.isNew()) {
                shell().err()
                        .println(
                                "It is of an earlier start with the same input, task and options.");
            }
            if (shell().isTerminal()) {
                shell().err()
                        .println(
                                "'nightshift watch %s%s' follows it."
                                        .formatted(job, stack().again(shell())));
            }
            return ExitCode.DONE;
        }
    }
}
