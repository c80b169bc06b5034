package dev.nightshift.job;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a job's requests take their lane. */
public enum LaneReason {
    /** Its user wants it. */
    WISH,
    /** They are so few that the half price is not worth the wait. */
    HANDFUL,
    /** They are more than a handful. */
    SIZE,
    /** The deadline leaves no time for a batch. */
    DEADLINE;

    /** The text in rows and reports. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reason of a text; null for none, and for one that is not known here. */
    static @Nullable LaneReason of(@Nullable String wire) {
        return Arrays.stream(values())
                .filter(reason -> reason.wire().equals(wire))
                .findFirst()
                .orElse(null);
    }
}
