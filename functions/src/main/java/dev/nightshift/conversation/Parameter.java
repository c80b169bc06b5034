package dev.nightshift.conversation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may say for a turn.
 *
 * @param purpose one line for people
 * @param isRequired whether the turn needs it
 * @param oneOf the values that there are; empty for any text
 * @param byDefault what stands where nothing is said; null for nothing
 * @param maxCharacters how long it may be
 */
record Parameter(
        String purpose,
        boolean isRequired,
        List<String> oneOf,
        @Nullable String byDefault,
        int maxCharacters) {
    static final int LONGEST = 100_000;

    Parameter {
        oneOf = List.copyOf(oneOf);
    }

    /** What is wrong with a value; null for nothing. */
    @Nullable String problem(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return isRequired ? "is needed: " + purpose : null;
        }
        if (value.length() > maxCharacters) {
            return "has %,d characters; at most %,d are taken"
                    .formatted(value.length(), maxCharacters);
        }
        return oneOf.isEmpty() || oneOf.contains(value)
                ? null
                : "must be one of " + String.join(", ", oneOf);
    }
}
