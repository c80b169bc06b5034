package dev.nightshift.cli;

/**
 * A command cannot do what it was asked to, for a reason that the user can mend. The message is one
 * line for them: what is wrong, and what to do.
 */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** Wrong input or usage. */
    static CommandException wrong(String message) {
        return new CommandException(ExitCode.WRONG_INPUT, message);
    }

    int exitCode() {
        return exitCode;
    }
}
