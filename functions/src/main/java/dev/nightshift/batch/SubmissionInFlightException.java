package dev.nightshift.batch;

/**
 * Another invocation is submitting this batch. Thrown so that the state machine tries again later:
 * by then the other has succeeded, or its lease has run out.
 */
public final class SubmissionInFlightException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SubmissionInFlightException(String message) {
        super(message);
    }
}
