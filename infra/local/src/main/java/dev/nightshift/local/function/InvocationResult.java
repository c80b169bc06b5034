package dev.nightshift.local.function;

/** What came of asking for a function. */
public sealed interface InvocationResult {

    /**
     * The function returned.
     *
     * @param json its answer
     */
    record Success(String json) implements InvocationResult {}

    /**
     * The function threw, took too long or answered too much.
     *
     * @param json {@code errorType}, {@code errorMessage} and, when it threw, {@code stackTrace}
     *     and {@code cause}
     */
    record FunctionError(String json) implements InvocationResult {}

    /** The function was not asked. */
    record Refused(Refusal refusal, String message) implements InvocationResult {}

    /** Why a function is not asked. */
    enum Refusal {
        NO_SUCH_FUNCTION("ResourceNotFoundException", 404),
        NOT_JSON("InvalidRequestContentException", 400),
        TOO_LARGE("RequestTooLargeException", 413),
        CLOSED("ServiceException", 500);

        private final String wire;
        private final int status;

        Refusal(String wire, int status) {
            this.wire = wire;
            this.status = status;
        }

        /** The error's name in Lambda's API; a state machine sees it after {@code Lambda.}. */
        public String wire() {
            return wire;
        }

        /** The status of HTTP that goes with it. */
        public int status() {
            return status;
        }
    }
}
