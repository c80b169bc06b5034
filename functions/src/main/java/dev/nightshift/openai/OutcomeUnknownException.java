package dev.nightshift.openai;

import org.jspecify.annotations.Nullable;

/**
 * Something that costs money was asked for, and no answer says whether OpenAI did it: the
 * connection broke, or the answer was a server's error or unreadable. Find out before asking again:
 * a created batch appears in {@link OpenAi#batches}, within minutes, and is known by its metadata.
 * For a single model call there is nothing to look up; count it as perhaps paid.
 */
public final class OutcomeUnknownException extends OpenAiException {
    OutcomeUnknownException(String message, OpenAiError error, @Nullable Throwable cause) {
        super(message, error, cause);
    }
}
