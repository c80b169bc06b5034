package dev.nightshift.openai;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI could not be reached, was too busy, or asked for a slower pace, and stayed so after as
 * many attempts as are allowed; or asks for a longer wait than a call should take. Nothing was
 * created or paid for. Try the same again later, after {@link #retryAfter()} if it is told.
 */
public final class OpenAiUnavailableException extends OpenAiException {
    private final @Nullable Duration retryAfter;

    OpenAiUnavailableException(
            String message,
            OpenAiError error,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(message, error, cause);
        this.retryAfter = retryAfter;
    }

    /** How long OpenAI asked to wait; null if it did not say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
