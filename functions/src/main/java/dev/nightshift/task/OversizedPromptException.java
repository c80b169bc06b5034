package dev.nightshift.task;

/** A record whose prompt would be larger than any model takes; it is to be left out. */
public final class OversizedPromptException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OversizedPromptException(String message) {
        super(message);
    }
}
