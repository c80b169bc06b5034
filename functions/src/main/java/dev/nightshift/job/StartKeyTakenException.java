package dev.nightshift.job;

/**
 * A caller's key was used before for another input, task or option. Nothing was started; the caller
 * takes another key, or the input that this one stands for.
 */
public final class StartKeyTakenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StartKeyTakenException(JobId job) {
        super("the key stands for job %s, which was started with something else".formatted(job));
    }
}
