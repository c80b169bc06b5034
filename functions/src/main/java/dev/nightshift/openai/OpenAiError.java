package dev.nightshift.openai;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a call that failed. Source: OpenAI, Error codes guide.
 *
 * @param status the HTTP status; 0 if no answer came
 * @param code what is wrong, as {@code rate_limit_exceeded}; null if not told
 * @param type the kind of error, as {@code invalid_request_error}; null if not told
 * @param param the parameter that is wrong; null if it is none
 * @param detail OpenAI's own words, cut to 500 characters. They may quote the request or part of
 *     the key: for the user who made the request, not for a log. Null if there are none
 * @param requestId what OpenAI's support asks for; null if not told
 */
public record OpenAiError(
        int status,
        @Nullable String code,
        @Nullable String type,
        @Nullable String param,
        @Nullable String detail,
        @Nullable String requestId) {
    /** No answer came. */
    public static final OpenAiError NO_ANSWER = new OpenAiError(0, null, null, null, null, null);
}
