package dev.nightshift.task;

import org.jspecify.annotations.Nullable;

/**
 * How a request for a record differs from the first that was made for it.
 *
 * @param limitFactor by which the limit of output tokens is larger than the task's; at least 1
 * @param misfit the reply that did not fit; null when none is to be shown to the model
 */
public record Revision(int limitFactor, @Nullable Misfit misfit) {

    /** The request as the task makes it. */
    public static final Revision NONE = new Revision(1, null);

    /** No model writes more in one reply (OpenAI's model pages: 128,000 for all of today's). */
    private static final int MOST_OUTPUT_TOKENS = 128_000;

    public Revision {
        if (limitFactor < 1) {
            throw new IllegalArgumentException("a factor is at least 1, was " + limitFactor);
        }
    }

    /** The limit of output tokens in place of the task's. */
    public int outputTokens(int taskLimit) {
        return (int)
                Math.max(taskLimit, Math.min(MOST_OUTPUT_TOKENS, (long) taskLimit * limitFactor));
    }

    /**
     * A reply that does not fit the task's schema.
     *
     * @param reply the model's words
     * @param why where it does not fit
     */
    public record Misfit(String reply, String why) {
        private static final int MOST_CHARACTERS = 50_000;

        public Misfit {
            reply = reply.length() <= MOST_CHARACTERS ? reply : cut(reply);
        }

        /** What the model is asked to do about it. */
        public String request() {
            return "Your reply does not fit the JSON schema that was asked for: "
                    + why
                    + "\nReply again, to the same question, with JSON that fits the schema.";
        }

        private static String cut(String text) {
            int end =
                    Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1))
                            ? MOST_CHARACTERS - 1
                            : MOST_CHARACTERS;
            return text.substring(0, end) + "…";
        }
    }
}
