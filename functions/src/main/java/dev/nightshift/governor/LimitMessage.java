package dev.nightshift.governor;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Reads the limit out of OpenAI's words for {@code token_limit_exceeded}: "Enqueued token limit
 * reached for gpt-6-luna in organization org-1. Limit: 2,000,000 enqueued tokens. Please try again
 * once some in_progress batches have been completed."
 */
public final class LimitMessage {
    private static final int LONGEST = 2000;

    /**
     * A whole number of 1 to 18 digits, in threes or not, and after it a word of tokens or the end
     * of the sentence. What is abbreviated, as 1.5M, is not guessed at.
     */
    private static final Pattern LIMIT =
            Pattern.compile(
                    "\\blimit\\b\\s{0,3}(?:[:=]|is|of)\\s{0,3}"
                            + "(\\d{1,3}(?:[,.'’_ \\u00a0\\u202f]\\d{3}){1,5}+|\\d{1,18}+)"
                            + "\\s{0,3}(?:(?:enqueued\\s{1,3})?tokens?\\b|\\.?\\s*+$|\\.\\s)",
                    Pattern.CASE_INSENSITIVE);

    private LimitMessage() {}

    /** The limit, at least 1; empty when it cannot be read. */
    public static OptionalLong read(String message) {
        var found =
                LIMIT.matcher(
                        message.length() <= LONGEST ? message : message.substring(0, LONGEST));
        if (!found.find()) {
            return OptionalLong.empty();
        }
        long limit = Long.parseLong(found.group(1).replaceAll("\\D", ""));
        return limit == 0 ? OptionalLong.empty() : OptionalLong.of(limit);
    }
}
