package dev.nightshift.simulator.batch;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How fast batches are and how much of them is taken.
 *
 * @param validating time for the check of an input file
 * @param perRequest time for one request
 * @param parallelism how many requests are answered at the same time
 * @param running time for all requests, whatever their number; null to reckon it from the two above
 * @param finalizing time between the last answer and completion
 * @param cancelling time between the call to cancel and the end
 * @param enqueuedTokens limit for each model; 0 for none
 * @param enqueuedTokensOf limits for models that have one of their own
 * @param mostRequests lines of one file
 * @param creationsPerHour more are refused with 429
 * @see <a href="https://platform.openai.com/docs/guides/batch#rate-limits">OpenAI's guide, Batch,
 *     limits</a>
 */
public record BatchSettings(
        Duration validating,
        Duration perRequest,
        int parallelism,
        @Nullable Duration running,
        Duration finalizing,
        Duration cancelling,
        long enqueuedTokens,
        Map<String, Long> enqueuedTokensOf,
        int mostRequests,
        int creationsPerHour) {

    public static final BatchSettings STANDARD =
            new BatchSettings(
                    Duration.ofSeconds(1),
                    Duration.ofMillis(200),
                    20,
                    null,
                    Duration.ofMillis(500),
                    Duration.ofMillis(500),
                    0,
                    Map.of(),
                    50_000,
                    2_000);

    public BatchSettings {
        enqueuedTokensOf = Map.copyOf(enqueuedTokensOf);
        Duration fixed = running == null ? Duration.ZERO : running;
        for (Duration time :
                new Duration[] {validating, perRequest, fixed, finalizing, cancelling}) {
            if (time.isNegative()) {
                throw new IllegalArgumentException("a time is not below 0, was " + time);
            }
        }
        if (validating.compareTo(Duration.ofHours(24)) >= 0) {
            throw new IllegalArgumentException(
                    "validating ends within 24 hours, was " + validating);
        }
        if (parallelism < 1 || mostRequests < 1 || creationsPerHour < 1 || enqueuedTokens < 0) {
            throw new IllegalArgumentException(
                    "parallelism, requests and creations are at least 1, were %d, %d, %d; enqueued tokens not below 0, was %d"
                            .formatted(
                                    parallelism, mostRequests, creationsPerHour, enqueuedTokens));
        }
    }

    /** How long so many requests take. */
    Duration runningTime(int requests) {
        Duration fixed = running;
        return fixed == null ? perRequest.multipliedBy(Math.ceilDiv(requests, parallelism)) : fixed;
    }

    /** The limit of enqueued tokens; {@link Long#MAX_VALUE} for none. */
    long enqueuedLimit(String model) {
        long limit = enqueuedTokensOf.getOrDefault(model, enqueuedTokens);
        return limit == 0 ? Long.MAX_VALUE : limit;
    }
}
