package dev.nightshift.statemachine.lambda;

import static java.util.Objects.requireNonNull;

/** What came of calling a function. */
public sealed interface LambdaResult {

    /**
     * The function returned.
     *
     * @param payload UTF-8 JSON; empty means null
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Success(byte[] payload) implements LambdaResult {
        public Success {
            requireNonNull(payload, "payload");
        }
    }

    /**
     * The function threw.
     *
     * @param payload UTF-8 JSON with {@code errorType} and {@code errorMessage}
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record FunctionError(byte[] payload) implements LambdaResult {
        public FunctionError {
            requireNonNull(payload, "payload");
        }
    }

    /**
     * The function was not run, or nobody knows.
     *
     * @param error the name that Retry and Catch see, such as {@code
     *     Lambda.TooManyRequestsException}
     */
    record ServiceError(String error, String cause) implements LambdaResult {
        public ServiceError {
            requireNonNull(error, "error");
            requireNonNull(cause, "cause");
        }
    }
}
