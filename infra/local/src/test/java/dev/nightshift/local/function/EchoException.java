package dev.nightshift.local.function;

/** What {@link Echo} throws when it is told to. */
public final class EchoException extends RuntimeException {
    private static final long serialVersionUID = 1;

    EchoException(String message, Throwable cause) {
        super(message, cause);
    }
}
