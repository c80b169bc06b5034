package dev.nightshift.openai;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is not the one asked for, understood.
 *
 * @param family what it means
 * @param error what OpenAI said
 * @param retryAfter how long OpenAI asked to wait; null if it did not say
 * @param worthRepeating whether the same call may succeed soon
 */
record Failure(
        ErrorFamily family,
        OpenAiError error,
        @Nullable Duration retryAfter,
        boolean worthRepeating) {

    /**
     * Reads an answer with any status but 2xx. The server's own {@code x-should-retry} overrides
     * what the error looks like, except that nothing makes more money appear.
     *
     * @param header gives the value of a header by its name, null if it is not there
     * @param body whatever came: JSON, HTML, nothing, or a part of it
     * @param now against which a date to retry at is measured
     */
    static Failure of(
            int status, UnaryOperator<@Nullable String> header, byte[] body, Instant now) {
        OpenAiError error = ErrorBody.read(status, header.apply("x-request-id"), body);
        ErrorFamily family = ErrorFamily.of(status, error.code(), error.type());
        String advised = header.apply("x-should-retry");
        boolean worthRepeating = family == ErrorFamily.UNAVAILABLE;
        if (family != ErrorFamily.QUOTA && advised != null) {
            if (advised.strip().equalsIgnoreCase("true")) {
                family = ErrorFamily.UNAVAILABLE;
                worthRepeating = true;
            } else if (advised.strip().equalsIgnoreCase("false")) {
                worthRepeating = false;
            }
        }
        Duration retryAfter = RetryAfter.read(header, now);
        if (retryAfter == null && status == 429) {
            retryAfter = RateLimits.of(header).untilBack();
        }
        return new Failure(family, error, retryAfter, worthRepeating);
    }

    /** Whether OpenAI certainly did nothing, so that even what costs money may be repeated. */
    boolean certainlyDidNothing() {
        int status = error.status();
        boolean refused = status >= 300 && status < 500 && status != 408 && status != 409;
        return refused || (status == 503 && ErrorFamily.isBusy(error.code()));
    }

    /** Whether OpenAI itself reports the error, and not a gateway before it. */
    boolean isToldByOpenAi() {
        return error.code() != null || error.type() != null;
    }

    /** The exception that says so, for a call described as {@code call}. */
    OpenAiException toException(String call) {
        String message = describe(call);
        return switch (family) {
            case UNAVAILABLE -> new OpenAiUnavailableException(message, error, retryAfter, null);
            case QUOTA -> new OpenAiQuotaException(message, error);
            case REJECTED -> new OpenAiRejectedException(message, error);
        };
    }

    /** What happened and what to do, without a word of the request. */
    String describe(String call) {
        StringBuilder text = new StringBuilder(call + " failed: HTTP " + error.status());
        if (error.code() != null || error.type() != null) {
            text.append(' ').append(error.code() != null ? error.code() : error.type());
        }
        if (error.param() != null) {
            text.append(" (").append(error.param()).append(')');
        }
        text.append("; ").append(advice());
        if (error.requestId() != null) {
            text.append(" [").append(error.requestId()).append(']');
        }
        return text.toString();
    }

    private String advice() {
        return switch (family) {
            case UNAVAILABLE ->
                    retryAfter == null
                            ? "try again later"
                            : "try again in " + retryAfter.toSeconds() + " s";
            case QUOTA -> "the account's credit or limit is used up: add credit or raise the limit";
            case REJECTED ->
                    switch (error.status()) {
                        case 401 -> "check the key in " + OpenAiSettings.PREFIX + ".api-key";
                        case 403 -> "the key may not do this, or not from this region";
                        case 404 -> "there is no such thing, or the key's project does not see it";
                        case 413 -> "the request is too large";
                        default ->
                                error.status() < 400
                                        ? "check " + OpenAiSettings.PREFIX + ".base-url"
                                        : "the request is wrong and would be refused again";
                    };
        };
    }
}
