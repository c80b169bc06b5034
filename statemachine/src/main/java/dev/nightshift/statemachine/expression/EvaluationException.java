package dev.nightshift.statemachine.expression;

/**
 * An expression gave no usable value. In a state machine this is the error {@code
 * States.QueryEvaluationError}; the state's Catch decides.
 */
public final class EvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String field;

    /**
     * @param field where the expression stands in its state, such as {@code Output/total}
     */
    public EvaluationException(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }

    /** The message; never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
