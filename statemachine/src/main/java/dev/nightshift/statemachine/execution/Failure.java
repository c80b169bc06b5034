package dev.nightshift.statemachine.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.statemachine.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error of the States Language.
 *
 * @param error null when a token was answered with a failure that names none
 * @param cause free text; null when unknown. Both are cut where AWS's fields end
 * @param alias a second name by which Retry and Catch may know it; null: none
 * @param terminal whether Retry and Catch know it by its own name only
 */
record Failure(
        @Nullable String error, @Nullable String cause, @Nullable String alias, boolean terminal) {
    private static final String RUNTIME = "States.Runtime";
    private static final String TIMEOUT = "States.Timeout";
    private static final String DATA_LIMIT = "States.DataLimitExceeded";

    /** AWS's bounds, in characters. */
    private static final int MAX_ERROR = 256;

    private static final int MAX_CAUSE = 32_768;

    Failure {
        error = cut(error, MAX_ERROR);
        cause = cut(cause, MAX_CAUSE);
    }

    Failure(@Nullable String error, @Nullable String cause) {
        this(error, cause, null, false);
    }

    private static @Nullable String cut(@Nullable String text, int length) {
        if (text == null || text.length() <= length) {
            return text;
        }
        boolean halvesOne = Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, halvesOne ? length - 1 : length);
    }

    static Failure timeout() {
        return new Failure(TIMEOUT, null);
    }

    /** Reported as a timeout, as AWS does, though a Catch may ask for its own name. */
    static Failure silence() {
        return new Failure(TIMEOUT, null, "States.HeartbeatTimeout", false);
    }

    /** What no Catch sees, except by its very name. */
    static Failure runtime(String cause) {
        return new Failure(RUNTIME, cause);
    }

    /**
     * A state's input or output, or what goes into either, is too large. As AWS documents it,
     * {@code States.ALL} does not see this.
     */
    static Failure tooLarge(String what) {
        return new Failure(DATA_LIMIT, what + beyond(), null, true);
    }

    /**
     * What a function gave is too large. {@code States.ALL} sees this, against AWS's documentation:
     * so it is in histories that were recorded there.
     */
    static Failure resultTooLarge(String what) {
        return new Failure(DATA_LIMIT, what + beyond());
    }

    static Failure tooManyVariables() {
        String cause = "The variables are larger than " + Limits.VARIABLES + " bytes together.";
        return new Failure(DATA_LIMIT, cause, null, true);
    }

    private static String beyond() {
        return " is larger than " + Limits.BYTES + " bytes, or nested too deeply.";
    }

    boolean matches(List<String> names) {
        return names.stream().anyMatch(this::matches);
    }

    private boolean matches(String name) {
        return name.equals(error)
                || name.equals(alias)
                || switch (name) {
                    case "States.ALL" -> !terminal && !RUNTIME.equals(error);
                    case "States.TaskFailed" ->
                            !terminal && !RUNTIME.equals(error) && !TIMEOUT.equals(error);
                    default -> false;
                };
    }

    /** As {@code $states.errorOutput}: both fields are there, null when unknown. */
    ObjectNode errorOutput() {
        return Json.object().put("Error", error).put("Cause", cause);
    }

    /** As the details of a history event: only what is known. */
    ObjectNode details() {
        ObjectNode details = Json.object();
        if (error != null) {
            details.put("error", error);
        }
        if (cause != null) {
            details.put("cause", cause);
        }
        return details;
    }
}
