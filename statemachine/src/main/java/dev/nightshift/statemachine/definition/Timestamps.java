package dev.nightshift.statemachine.definition;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** The timestamps of a Wait. */
public final class Timestamps {
    private Timestamps() {}

    /** null when the text is not RFC 3339 with a capital T and a zone. */
    public static @Nullable Instant parse(String text) {
        if (!text.contains("T")) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
