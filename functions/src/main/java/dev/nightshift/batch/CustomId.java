package dev.nightshift.batch;

import java.util.OptionalLong;

/** The {@code custom_id} of a request: {@code r} and the record's ordinal in the job. */
final class CustomId {
    private CustomId() {}

    static String of(long ordinal) {
        return "r" + ordinal;
    }

    /** The ordinal that a text names; empty when no request of ours was called so. */
    static OptionalLong ordinal(String customId) {
        if (customId.length() < 2 || customId.length() > 19 || customId.charAt(0) != 'r') {
            return OptionalLong.empty();
        }
        long ordinal = 0;
        for (int i = 1; i < customId.length(); i++) {
            int digit = customId.charAt(i) - '0';
            if (digit < 0 || digit > 9 || (digit == 0 && i == 1 && customId.length() > 2)) {
                return OptionalLong.empty();
            }
            ordinal = ordinal * 10 + digit;
        }
        return OptionalLong.of(ordinal);
    }
}
