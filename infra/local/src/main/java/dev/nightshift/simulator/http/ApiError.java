package dev.nightshift.simulator.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An error as OpenAI words it. All four keys are always on the wire.
 *
 * @param message for people
 * @param type family, such as {@code invalid_request_error}
 * @param param path of the parameter at fault; null when none is
 * @param code for programs; null when the type says it all
 * @see <a href="https://github.com/openai/openai-openapi">OpenAI's specification, schema Error</a>
 */
public record ApiError(String message, String type, @Nullable String param, @Nullable String code) {
    private static final String INVALID_REQUEST = "invalid_request_error";
    private static final Set<String> PACE = Set.of("rate_limit_exceeded", "slow_down");

    /** The caller's mistake. */
    public static ApiError invalid(String message, @Nullable String param, @Nullable String code) {
        return new ApiError(message, INVALID_REQUEST, param, code);
    }

    /**
     * The error of a status with a code of one's own. A 429 whose code is not about pace is about
     * money, which is the type {@code insufficient_quota}.
     */
    public static ApiError ofStatus(int status, String code) {
        ApiError usual = ofStatus(status);
        boolean money = status == 429 && !PACE.contains(code);
        return new ApiError(
                usual.message, money ? "insufficient_quota" : usual.type, usual.param, code);
    }

    /** The error that usually goes with a status, for faults made on purpose. */
    public static ApiError ofStatus(int status) {
        return switch (status) {
            case 401 -> invalid("Incorrect API key provided.", null, "invalid_api_key");
            case 403 -> invalid("You are not allowed to do this.", null, null);
            case 404 -> invalid("Not found.", null, null);
            case 408 -> new ApiError("Request timed out.", "timeout", null, null);
            case 409 -> invalid("Conflict with the state of the resource.", null, null);
            case 429 ->
                    new ApiError(
                            "Rate limit reached for requests.",
                            "requests",
                            null,
                            "rate_limit_exceeded");
            case 503 ->
                    new ApiError(
                            "The server is overloaded.",
                            "service_unavailable_error",
                            null,
                            "server_is_overloaded");
            default ->
                    status >= 500
                            ? new ApiError(
                                    "The server had an error while processing your request.",
                                    "server_error",
                                    null,
                                    null)
                            : invalid("The request was refused.", null, null);
        };
    }

    /** {@code {"error":{…}}}, a new tree with every call. */
    public ObjectNode json() {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.putObject("error")
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .put("code", code);
        return whole;
    }
}
