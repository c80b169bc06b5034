package dev.nightshift.task;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which part of a field stays where it has to be cut. */
public enum Keep {
    START,
    END,
    /** Its beginning and its end, about as much of each. */
    BOTH;

    /** The word of a task file. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Keep> fromWire(String word) {
        return Arrays.stream(values()).filter(keep -> keep.wire().equals(word)).findFirst();
    }
}
