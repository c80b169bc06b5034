package dev.nightshift.cli;

import dev.nightshift.cli.api.ApiException;
import dev.nightshift.cli.api.ApiUnreachableException;
import dev.nightshift.local.LocalStackException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever went wrong into one line for the user and an exit code. */
final class Complaints implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Shell shell;

    Complaints(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String help = "see '" + command.getCommandSpec().qualifiedName() + " --help'";
        shell.complain(withoutStop(String.valueOf(e.getMessage())) + suggestion(e) + "; " + help);
        return ExitCode.WRONG_INPUT;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
        if (e instanceof CommandException wrong) {
            shell.complain(String.valueOf(wrong.getMessage()));
            return wrong.exitCode();
        }
        if (e instanceof ApiException refused) {
            shell.complain(String.valueOf(refused.getMessage()));
            return refused instanceof ApiUnreachableException || refused.status() >= 500
                    ? ExitCode.UNEXPECTED
                    : ExitCode.WRONG_INPUT;
        }
        if (e instanceof LocalStackException wrong) {
            shell.complain(String.valueOf(wrong.getMessage()));
            return ExitCode.WRONG_INPUT;
        }
        String cause = rootMessage(e);
        if (cause.contains("No space left on device")) {
            shell.complain("no room is left on the disk; make some and run the command again");
            return ExitCode.WRONG_INPUT;
        }
        shell.complain("unexpected: %s; details are in %s".formatted(cause, logged(e, command)));
        return ExitCode.UNEXPECTED;
    }

    /** Picocli's own words, and what may have been meant. */
    private static String suggestion(ParameterException e) {
        return e instanceof UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions().stream()
                        .findFirst()
                        .map(meant -> "; did you mean '" + meant + "'?")
                        .orElse("")
                : "";
    }

    private static String withoutStop(String message) {
        String line = message.lines().findFirst().orElse("").strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }

    private static String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null
                ? root.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private String logged(Exception e, CommandLine command) {
        Path log = folder(command).resolve("log").resolve("nightshift.log");
        var trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        try {
            Files.createDirectories(log.getParent());
            Files.writeString(
                    log,
                    Instant.now() + " ERROR the command failed\n" + trace,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return shell.typed(log);
        } catch (IOException unwritable) {
            return "no log, for " + shell.typed(log) + " cannot be written";
        }
    }

    private Path folder(CommandLine command) {
        return command.getCommand() instanceof StackCommand of
                ? of.stack().folder(shell)
                : shell.resolve(Path.of(".nightshift"));
    }
}
