package dev.nightshift.record;

/**
 * The input as a whole cannot be used: it is not what it should be, or is so damaged that nobody
 * can tell where its rows begin. Thrown while opening or reading; nothing after that point was
 * read. The message is one line for a human: what is wrong, where, and what to do. Show it, and do
 * not try again.
 */
public final class UnreadableInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableInputException(String message) {
        super(message);
    }
}
