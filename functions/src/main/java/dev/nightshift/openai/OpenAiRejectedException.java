package dev.nightshift.openai;

/**
 * OpenAI refused the call, and would again: the key, a permission, an id or the request is wrong.
 * OpenAI did not act. Also thrown before any call if no key is configured.
 */
public final class OpenAiRejectedException extends OpenAiException {
    OpenAiRejectedException(String message, OpenAiError error) {
        super(message, error, null);
    }
}
