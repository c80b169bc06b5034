package dev.nightshift.statemachine.definition;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How often, and after what pauses, a state is tried again on one of these errors.
 *
 * @param intervalSeconds before the first retry, at least 1
 * @param maxAttempts retries per entry into the state; 0: never
 * @param backoffRate factor from one pause to the next, at least 1
 * @param maxDelaySeconds longest pause; null: no bound
 * @param jitter whether the pause is drawn between nothing and the whole
 */
public record Retrier(
        List<String> errors,
        int intervalSeconds,
        int maxAttempts,
        double backoffRate,
        @Nullable Integer maxDelaySeconds,
        boolean jitter) {
    /** Longest pause at all: what AWS allows for MaxDelaySeconds, one year. */
    private static final int LONGEST = 31_622_400;

    public Retrier {
        errors = List.copyOf(errors);
        if (intervalSeconds < 1 || maxAttempts < 0 || !(backoffRate >= 1)) {
            throw new IllegalArgumentException(
                    "retrier out of range: interval %d, attempts %d, rate %s"
                            .formatted(intervalSeconds, maxAttempts, backoffRate));
        }
    }

    /**
     * The pause before a retry.
     *
     * @param retry counted from 1
     */
    public Duration delay(int retry, RandomGenerator random) {
        double longest = maxDelaySeconds == null ? LONGEST : maxDelaySeconds;
        double seconds = Math.min(intervalSeconds * Math.pow(backoffRate, retry - 1), longest);
        return Duration.ofMillis(Math.round(seconds * 1000 * (jitter ? random.nextDouble() : 1)));
    }
}
