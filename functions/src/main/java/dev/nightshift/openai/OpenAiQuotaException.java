package dev.nightshift.openai;

/**
 * The account may not spend more: credit, a spending limit or a usage limit is used up. OpenAI did
 * not act, and no wait helps: somebody has to pay or to raise the limit. Never retried.
 */
public final class OpenAiQuotaException extends OpenAiException {
    OpenAiQuotaException(String message, OpenAiError error) {
        super(message, error, null);
    }
}
