package dev.nightshift.batch;

/**
 * OpenAI was asked to create a batch and it is not known whether it did. Thrown so that the state
 * machine tries again later: the batch may show up in OpenAI's list by then, and only when it has
 * not for some minutes is OpenAI asked a second time.
 */
public final class BatchFateUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BatchFateUnknownException(String message) {
        super(message);
    }
}
