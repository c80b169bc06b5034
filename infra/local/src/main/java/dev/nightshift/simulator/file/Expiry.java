package dev.nightshift.simulator.file;

import dev.nightshift.simulator.http.Answer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code expires_after} of an upload asks for. */
sealed interface Expiry {
    /** Thirty days, the life of a batch's files when nothing else is asked for. */
    long BATCH_SECONDS = 2_592_000;

    /** Seconds from creation; null for never. */
    record After(@Nullable Long seconds) implements Expiry {}

    record Refused(Answer answer) implements Expiry {}

    /** Reads the two form fields, which come with brackets in their names. */
    static Expiry parse(Map<String, String> fields, String purpose) {
        String anchor = fields.get("expires_after[anchor]");
        String seconds = fields.get("expires_after[seconds]");
        if (anchor == null && seconds == null) {
            return new After(purpose.equals("batch") ? Long.valueOf(BATCH_SECONDS) : null);
        }
        if (!"created_at".equals(anchor)) {
            return refused("expires_after.anchor", "'created_at'", String.valueOf(anchor));
        }
        if (seconds == null || !seconds.matches("\\d{1,9}") || !inRange(Long.parseLong(seconds))) {
            return refused("expires_after.seconds", "3600 to 2592000", String.valueOf(seconds));
        }
        return new After(Long.valueOf(seconds));
    }

    /** Whether a file may live for so many seconds: an hour to thirty days. */
    static boolean inRange(long seconds) {
        return seconds >= 3600 && seconds <= BATCH_SECONDS;
    }

    private static Refused refused(String param, String expected, String was) {
        return new Refused(
                Answer.invalid(
                        "Invalid value for '%s': expected %s, but got '%s'."
                                .formatted(param, expected, was),
                        param,
                        "invalid_value"));
    }
}
