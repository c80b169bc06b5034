package dev.nightshift.openai;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is left of the organization's limits for a model, from the headers {@code x-ratelimit-*}.
 * Any is null if not told. Source: OpenAI, Rate limits guide, "Rate limits in headers".
 *
 * @param limitRequests calls per period
 * @param limitTokens tokens per period
 * @param remainingRequests calls left now
 * @param remainingTokens tokens left now
 * @param resetRequests after how long all calls are back
 * @param resetTokens after how long all tokens are back
 */
public record RateLimits(
        @Nullable Long limitRequests,
        @Nullable Long limitTokens,
        @Nullable Long remainingRequests,
        @Nullable Long remainingTokens,
        @Nullable Duration resetRequests,
        @Nullable Duration resetTokens) {}
