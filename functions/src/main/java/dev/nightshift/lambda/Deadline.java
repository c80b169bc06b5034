package dev.nightshift.lambda;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** When an invocation ends, whether its work is done or not. */
public record Deadline(InstantSource clock, Instant end) {

    /** The deadline that lies {@code remaining} ahead. */
    public static Deadline in(InstantSource clock, Duration remaining) {
        return new Deadline(clock, clock.instant().plus(remaining));
    }

    /** Whether less than {@code reserve} is left, so that the work must be handed on. */
    public boolean isWithin(Duration reserve) {
        return clock.instant().plus(reserve).isAfter(end);
    }
}
