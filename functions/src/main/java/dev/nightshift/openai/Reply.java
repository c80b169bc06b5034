package dev.nightshift.openai;

import org.jspecify.annotations.Nullable;

/**
 * What a model answered to one call.
 *
 * @param body JSON as it came, to be read as a result line's {@code response.body} is
 * @param rateLimits what is left until OpenAI slows the caller down
 * @param requestId what OpenAI's support asks for; null if not told
 */
public record Reply(String body, RateLimits rateLimits, @Nullable String requestId) {}
