package dev.nightshift.simulator.file;

import dev.nightshift.simulator.http.Answer;
import dev.nightshift.simulator.http.Provider;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code expires_after} of an upload asks for. */
sealed interface Expiry {
    /** Thirty days, the life of a batch's files when nothing else is asked for. */
    long BATCH_SECONDS = 2_592_000;

    /** How the names of its form fields begin. */
    String FIELDS = "expires_after";

    /** Seconds from creation; null for never. */
    record After(@Nullable Long seconds) implements Expiry {}

    record Refused(Answer answer) implements Expiry {}

    /** Reads the two form fields. */
    static Expiry parse(Map<String, String> fields, String purpose, Provider provider) {
        String anchor = fields.get(provider.expiryField("anchor"));
        String seconds = fields.get(provider.expiryField("seconds"));
        for (Map.Entry<String, String> field : fields.entrySet()) {
            if (field.getKey().startsWith(FIELDS) && !provider.takesExpiry(field.getKey())) {
                return refused(field.getKey(), "no such field", field.getValue());
            }
        }
        if (anchor == null && seconds == null) {
            return new After(purpose.equals("batch") ? Long.valueOf(BATCH_SECONDS) : null);
        }
        if (!"created_at".equals(anchor)) {
            return refused("expires_after.anchor", "'created_at'", String.valueOf(anchor));
        }
        if (seconds == null
                || !seconds.matches("\\d{1,9}")
                || !inRange(Long.parseLong(seconds), provider)) {
            return refused(
                    "expires_after.seconds",
                    provider.shortestLife() + " to 2592000",
                    String.valueOf(seconds));
        }
        return new After(Long.valueOf(seconds));
    }

    /** Whether a file may live for so many seconds: to thirty days. */
    private static boolean inRange(long seconds, Provider provider) {
        return seconds >= provider.shortestLife() && seconds <= BATCH_SECONDS;
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
