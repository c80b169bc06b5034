package dev.nightshift.lambda;

/**
 * A step was cut off by something that passes: a connection that broke, a service of AWS that
 * throttled or failed. Every step is safe to repeat, and the state machine repeats it.
 */
public final class StepInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StepInterruptedException(Exception cause) {
        super(cause.getClass().getSimpleName() + ": " + cause.getMessage(), cause);
    }
}
