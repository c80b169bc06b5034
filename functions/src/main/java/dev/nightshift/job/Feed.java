package dev.nightshift.job;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who writes a job's input in its first step, and gets its results in its last, where that is not
 * the user with files.
 */
public enum Feed {
    /** Conversations, whose next turns the job asks. */
    CONVERSATIONS,
    /** A table outside, see {@code JobFiles.source()}. */
    TABLE;

    /** The text in the state machine and in rows. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The feed with this text; null for null. */
    static @Nullable Feed of(@Nullable String wire) {
        return wire == null ? null : valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
