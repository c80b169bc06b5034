package dev.nightshift.local.function;

import java.util.Optional;
import java.util.stream.Stream;

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

    /**
     * The function was asked, and nobody knows what came of it: it was cut off, or its answer is
     * none.
     */
    record Unknown(String message) implements InvocationResult {}

    /** The function was not asked. */
    record Refused(Refusal refusal, String message) implements InvocationResult {}

    /** Why a function is not asked. */
    enum Refusal {
        NO_SUCH_FUNCTION("ResourceNotFoundException", 404),
        NO_NAME("ValidationException", 400),
        NOT_JSON("InvalidRequestContentException", 400),
        TOO_LARGE("RequestTooLargeException", 413),
        THROTTLED("TooManyRequestsException", 429),
        UNREACHABLE("ServiceException", 500),
        /** The stack is being stopped; only this one says nothing about the function. */
        CLOSED("ServiceException", 500);

        private final String wire;
        private final int status;

        Refusal(String wire, int status) {
            this.wire = wire;
            this.status = status;
        }

        /** What Lambda, or a program in its place, means by an error's name. */
        static Optional<Refusal> of(String wire) {
            return Stream.of(values())
                    .filter(one -> one != CLOSED && one.wire.equals(wire))
                    .findFirst();
        }

        /** What it means by a status without a name. */
        static Optional<Refusal> of(int status) {
            return switch (status) {
                case 400 -> Optional.of(NOT_JSON);
                case 404 -> Optional.of(NO_SUCH_FUNCTION);
                case 413 -> Optional.of(TOO_LARGE);
                case 429 -> Optional.of(THROTTLED);
                default -> status >= 500 ? Optional.of(UNREACHABLE) : Optional.empty();
            };
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
