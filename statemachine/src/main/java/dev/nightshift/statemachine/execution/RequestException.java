package dev.nightshift.statemachine.execution;

import static java.util.Objects.requireNonNull;

/** A request that cannot be granted; the caller has to change it, or its view of the world. */
public final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final Reason reason;

    public RequestException(Reason reason, String message) {
        super(message);
        this.reason = requireNonNull(reason, "reason");
    }

    public Reason reason() {
        return reason;
    }

    /** AWS's names. */
    public enum Reason {
        EXECUTION_ALREADY_EXISTS("ExecutionAlreadyExists"),
        EXECUTION_DOES_NOT_EXIST("ExecutionDoesNotExist"),
        INVALID_ARN("InvalidArn"),
        INVALID_DEFINITION("InvalidDefinition"),
        INVALID_EXECUTION_INPUT("InvalidExecutionInput"),
        INVALID_NAME("InvalidName"),
        INVALID_OUTPUT("InvalidOutput"),
        INVALID_TOKEN("InvalidToken"),
        MISSING_REQUIRED_PARAMETER("MissingRequiredParameter"),
        RESOURCE_NOT_FOUND("ResourceNotFound"),
        SERIALIZATION("SerializationException"),
        STATE_MACHINE_ALREADY_EXISTS("StateMachineAlreadyExists"),
        STATE_MACHINE_DELETING("StateMachineDeleting"),
        STATE_MACHINE_DOES_NOT_EXIST("StateMachineDoesNotExist"),
        STATE_MACHINE_TYPE_NOT_SUPPORTED("StateMachineTypeNotSupported"),
        TASK_DOES_NOT_EXIST("TaskDoesNotExist"),
        TASK_TIMED_OUT("TaskTimedOut"),
        VALIDATION("ValidationException");

        private final String wireName;

        Reason(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }
}
