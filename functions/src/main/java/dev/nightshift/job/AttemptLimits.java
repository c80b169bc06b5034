package dev.nightshift.job;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/**
 * How often a record may be sent again, by cause. A job keeps the limits with which it was
 * prepared: what an attempt carries is worked out from those before it, so they must not change in
 * between.
 *
 * @param resends after no answer or an error of OpenAI's own, 0 to 20
 * @param largerLimits after a reply that ended at the limit of output tokens, 0 to 3
 * @param repairs after a reply that does not fit the schema, 0 to 3
 * @param limitFactor by which a larger limit of output tokens is larger, 2 to 16
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@ConfigurationProperties("nightshift.attempts")
public record AttemptLimits(
        @Bindable(defaultValue = "2") int resends,
        @Bindable(defaultValue = "1") int largerLimits,
        @Bindable(defaultValue = "1") int repairs,
        @Bindable(defaultValue = "4") int limitFactor) {

    /** A record is sent once, whatever comes back. */
    public static final AttemptLimits ONCE = new AttemptLimits(0, 0, 0, 2);

    public AttemptLimits {
        require("resends", resends, 0, 20);
        require("larger-limits", largerLimits, 0, 3);
        require("repairs", repairs, 0, 3);
        require("limit-factor", limitFactor, 2, 16);
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "nightshift.attempts.%s must be %d to %d, was %d"
                            .formatted(name, least, most, value));
        }
    }
}
