package dev.nightshift.task;

/**
 * A task file that cannot be used. The message is one line that names the file, the field and what
 * to do.
 */
public final class InvalidTaskException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidTaskException(String message) {
        super(message);
    }
}
