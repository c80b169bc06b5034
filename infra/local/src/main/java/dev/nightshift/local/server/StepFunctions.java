package dev.nightshift.local.server;

/** Answers calls of the Step Functions API. */
@FunctionalInterface
public interface StepFunctions {

    /**
     * Answers one call, an unknown operation included.
     *
     * @param target the operation, such as {@code AWSStepFunctions.StartExecution}
     * @param body AWS JSON 1.0
     */
    Reply handle(String target, String body);

    /** A status of HTTP and AWS JSON 1.0. */
    record Reply(int status, String body) {}
}
