package dev.nightshift.batch;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How large a batch may be. OpenAI takes 50,000 requests and 200 MB (Batch API guide, "Rate
 * limits").
 *
 * @param maxRequests 1 to 50,000
 * @param maxBytes of the file of requests, 1 to 200,000,000
 */
@ConfigurationProperties("nightshift.batch")
public record BatchLimits(
        @Bindable(defaultValue = "50000") int maxRequests,
        @Bindable(defaultValue = "200000000") long maxBytes) {
    public BatchLimits {
        if (maxRequests < 1 || maxRequests > 50_000) {
            throw new IllegalArgumentException(
                    "nightshift.batch.max-requests must be 1 to 50000, was " + maxRequests);
        }
        if (maxBytes < 1 || maxBytes > 200_000_000) {
            throw new IllegalArgumentException(
                    "nightshift.batch.max-bytes must be 1 to 200000000, was " + maxBytes);
        }
    }

    /** The same with fewer requests, unless there are fewer already. */
    public BatchLimits withMaxRequests(int fewer) {
        return new BatchLimits(Math.min(fewer, maxRequests), maxBytes);
    }
}
