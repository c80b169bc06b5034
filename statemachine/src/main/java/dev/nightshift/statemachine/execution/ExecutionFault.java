package dev.nightshift.statemachine.execution;

/**
 * An execution can go no further, whatever its definition says. The transition that met it is
 * dropped whole, and the execution fails instead.
 */
final class ExecutionFault extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final long execution;

    ExecutionFault(long execution, String message) {
        super(message);
        this.execution = execution;
    }

    long execution() {
        return execution;
    }
}
