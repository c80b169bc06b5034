package dev.nightshift.statemachine.execution;

import dev.nightshift.time.Timeline;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One wake-up, always set to the earliest instant there is. Guarded by the lock of its runner. */
final class Alarm {
    private final Timeline time;
    private final Runnable ring;
    private Timeline.@Nullable Wake wake;
    private @Nullable Instant at;

    /**
     * An alarm that is not set.
     *
     * @param ring may run on any thread, also before {@link #set} returns
     */
    Alarm(Timeline time, Runnable ring) {
        this.time = time;
        this.ring = ring;
    }

    /**
     * Sets the alarm, in place of what it was set to.
     *
     * @param next null: to nothing
     */
    void set(@Nullable Instant next) {
        if (!Objects.equals(next, at)) {
            if (wake != null) {
                wake.cancel();
            }
            at = next;
            wake = next == null ? null : time.wakeAt(next, ring);
        }
    }

    /** It has rung, and is set to nothing. */
    void rung() {
        at = null;
    }
}
