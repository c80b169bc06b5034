package dev.nightshift.pricing;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/**
 * Tokens used.
 *
 * @param inputTokens all tokens read, those from the cache included
 * @param cachedInputTokens the part of {@code inputTokens} that came from the cache
 * @param outputTokens all tokens written, reasoning included
 * @param reasoningTokens the part of {@code outputTokens} that was reasoning
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record Usage(
        long inputTokens, long cachedInputTokens, long outputTokens, long reasoningTokens) {
    /** Nothing used. */
    public static final Usage ZERO = new Usage(0, 0, 0, 0);

    public Usage {
        requirePart("cached input", cachedInputTokens, "input", inputTokens);
        requirePart("reasoning", reasoningTokens, "output", outputTokens);
    }

    /** Tokens read and written, with no part of them cached or reasoning. */
    public static Usage of(long inputTokens, long outputTokens) {
        return new Usage(inputTokens, 0, outputTokens, 0);
    }

    /** Both together. A sum of requests has no price by itself, see {@link Price#cost}. */
    public Usage plus(Usage other) {
        return new Usage(
                Math.addExact(inputTokens, other.inputTokens),
                Math.addExact(cachedInputTokens, other.cachedInputTokens),
                Math.addExact(outputTokens, other.outputTokens),
                Math.addExact(reasoningTokens, other.reasoningTokens));
    }

    private static void requirePart(String partName, long part, String wholeName, long whole) {
        if (part < 0 || whole < part) {
            throw new IllegalArgumentException(
                    "%d %s tokens cannot be part of %d %s tokens"
                            .formatted(part, partName, whole, wholeName));
        }
    }
}
