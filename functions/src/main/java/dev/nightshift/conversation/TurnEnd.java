package dev.nightshift.conversation;

import org.jspecify.annotations.Nullable;

/**
 * What became of a turn.
 *
 * @param via null when it was never asked
 * @param reply the model's words; null when there are none
 * @param tokens of the reply, by our count; 0 when it is no part of what later turns build on
 * @param code why it did not succeed; null when it did, or the status says all
 * @param message the same for a person
 * @param response the reply at OpenAI that the next turn can go on from; null when there is none
 * @param spending of the whole turn
 */
record TurnEnd(
        TurnStatus status,
        @Nullable Via via,
        @Nullable KeptText reply,
        long tokens,
        @Nullable String code,
        @Nullable String message,
        @Nullable String response,
        Spending spending) {

    /** A turn that has no answer. */
    static TurnEnd failed(
            @Nullable Via via, String code, @Nullable String message, Spending spending) {
        return new TurnEnd(TurnStatus.FAILED, via, null, 0, code, message, null, spending);
    }
}
