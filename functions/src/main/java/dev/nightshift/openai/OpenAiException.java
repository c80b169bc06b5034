package dev.nightshift.openai;

import org.jspecify.annotations.Nullable;

/**
 * A call to OpenAI failed. The message says what to do about it and never quotes the request, so
 * that it may be logged; {@link #error()} has OpenAI's own words.
 */
public abstract class OpenAiException extends RuntimeException {
    private final OpenAiError error;

    OpenAiException(String message, OpenAiError error, @Nullable Throwable cause) {
        super(message, cause);
        this.error = error;
    }

    public final OpenAiError error() {
        return error;
    }

    /** The HTTP status; 0 if no answer came. */
    public final int status() {
        return error.status();
    }

    /** OpenAI's code for what is wrong; null if it told none. */
    public final @Nullable String code() {
        return error.code();
    }

    public final @Nullable String type() {
        return error.type();
    }

    public final @Nullable String param() {
        return error.param();
    }

    /** What OpenAI's support asks for; null if not told. */
    public final @Nullable String requestId() {
        return error.requestId();
    }
}
