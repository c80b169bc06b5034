package dev.nightshift.realtime;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How hard one invocation may press.
 *
 * @param maxConcurrency calls under way at once at most, and calls that a crash may repeat; 1 to
 *     1,000
 * @param callsPerRequest how often a request is sent at most that OpenAI turned away or could not
 *     be reached with, at least 1
 */
@ConfigurationProperties(RealtimeSettings.PREFIX)
public record RealtimeSettings(
        @Bindable(defaultValue = "256") int maxConcurrency,
        @Bindable(defaultValue = "10") int callsPerRequest) {
    static final String PREFIX = "nightshift.realtime";

    public RealtimeSettings {
        if (maxConcurrency < 1 || maxConcurrency > 1000) {
            throw new IllegalArgumentException(
                    PREFIX + ".max-concurrency must be 1 to 1000, was " + maxConcurrency);
        }
        if (callsPerRequest < 1) {
            throw new IllegalArgumentException(
                    PREFIX + ".calls-per-request must be at least 1, was " + callsPerRequest);
        }
    }
}
