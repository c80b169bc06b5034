package dev.nightshift.local;

/**
 * The local cloud cannot start for a reason that its user can mend. The message is one line for
 * them to read; the stack trace says nothing more.
 */
public class LocalStackException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LocalStackException(String message) {
        super(message);
    }

    LocalStackException(String message, Throwable cause) {
        super(message, cause);
    }
}
