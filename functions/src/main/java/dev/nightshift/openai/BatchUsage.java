package dev.nightshift.openai;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that all lines of a batch took together, in these names whatever its endpoint. Any is
 * null if not told.
 *
 * @param inputTokens of the requests, cached ones included
 * @param outputTokens of the answers, reasoning included
 */
@Serdeable.Deserializable(naming = SnakeCaseStrategy.class)
public record BatchUsage(
        @Nullable Long inputTokens,
        @Nullable InputDetails inputTokensDetails,
        @Nullable Long outputTokens,
        @Nullable OutputDetails outputTokensDetails,
        @Nullable Long totalTokens) {

    /** Input tokens that were read from the cache, at a lower price; null if not told. */
    public @Nullable Long cachedTokens() {
        return inputTokensDetails == null ? null : inputTokensDetails.cachedTokens();
    }

    /** Output tokens that were spent on reasoning; null if not told. */
    public @Nullable Long reasoningTokens() {
        return outputTokensDetails == null ? null : outputTokensDetails.reasoningTokens();
    }

    /** What the input tokens were; {@link BatchUsage#cachedTokens()} reads better. */
    @Serdeable.Deserializable(naming = SnakeCaseStrategy.class)
    public record InputDetails(@Nullable Long cachedTokens) {}

    /** What the output tokens were; {@link BatchUsage#reasoningTokens()} reads better. */
    @Serdeable.Deserializable(naming = SnakeCaseStrategy.class)
    public record OutputDetails(@Nullable Long reasoningTokens) {}
}
