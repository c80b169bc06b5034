package dev.nightshift.cli;

import dev.nightshift.local.LocalStack;
import dev.nightshift.local.StackDescription;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keeps a stack running. */
@Command(
        name = "up",
        description =
                "Runs the stack in the foreground until Ctrl-C; other commands of this folder use it.",
        footer = {
            "  nightshift up --port 9000",
            "",
            "Stop it at any moment: jobs that were under way go on at the next start."
        })
final class UpCommand extends StackCommand {
    private static final int JOBS_LOOKED_AT = 1000;

    @Mixin private final StackTuning tuning = new StackTuning();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = {
                "Port of the HTTP API; 8080 if not said. The next four are S3, DynamoDB,",
                "Step Functions with Lambda, and the OpenAI simulator."
            })
    private int port = 8080;

    UpCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        if (stack().endpoint() != null) {
            throw CommandException.wrong("up starts a stack here; --endpoint names another one's");
        }
        LocalStack running = StackStarter.start(shell(), stack(), tuning, requiredPort());
        try (Interruption interruption = Interruption.with(() -> stop(running))) {
            greet(running.description());
            sayWhatGoesOn(running);
            return awaitInterruption(interruption);
        } finally {
            running.close();
        }
    }

    private static int awaitInterruption(Interruption interruption) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interruption.run();
        }
        return ExitCode.INTERRUPTED;
    }

    private int requiredPort() {
        if (port < 1 || port > 65_531) {
            throw CommandException.wrong("--port must be from 1 to 65531, was " + port);
        }
        return port;
    }

    private void greet(StackDescription description) {
        shell().out().println("The stack is up:");
        new TextTable("  ", "ll")
                .add("HTTP API", description.api().toString())
                .add("S3", description.s3().toString())
                .add("DynamoDB", description.dynamoDb().toString())
                .add("Step Functions, Lambda", description.cloud().toString())
                .add(
                        description.openAiSimulated() ? "OpenAI, simulated" : "OpenAI",
                        description.openAi().toString())
                .add("data", shell().typed(stack().folder(shell())))
                .lines()
                .forEach(shell().out()::println);
    }

    private void sayWhatGoesOn(LocalStack running) {
        try (Connection connection = Connection.to(shell(), running)) {
            long underWay =
                    connection.jobs().newest(JOBS_LOOKED_AT).stream()
                            .filter(job -> !job.isOver())
                            .count();
            if (underWay > 0) {
                shell().out()
                        .println(
                                underWay == 1
                                        ? "1 job that was under way goes on."
                                        : "%,d jobs that were under way go on."
                                                .formatted(underWay));
            }
        }
        shell().out().println("Ctrl-C stops it.");
        shell().out().flush();
    }

    private void stop(LocalStack running) {
        shell().out().println("Stopping; jobs under way go on at the next start.");
        shell().out().flush();
        running.close();
    }
}
