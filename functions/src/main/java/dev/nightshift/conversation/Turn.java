package dev.nightshift.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A turn of a conversation, as its row says.
 *
 * @param number its place in the conversation, from 1
 * @param kind which kind of its script
 * @param parameters what the caller said for it
 * @param via how the model knows what was said before; null before it was asked
 * @param job the wave that it waits in, or was answered by; null for a turn asked at once
 * @param prompt what the model is told
 * @param promptTokens tokens of it, by our count
 * @param reply the model's words; null when there are none
 * @param code why it did not succeed, as a word; null when it did, or its status says all
 * @param message the same for a person
 * @param responses ids at OpenAI of all replies that were given in it
 * @param misfit a reply that did not fit and is to be mended; null for none
 * @param answered when it came to its end; null before
 * @param lease who asks; null when nobody has begun
 */
record Turn(
        TurnId id,
        int number,
        String kind,
        Map<String, String> parameters,
        TurnStatus status,
        @Nullable Via via,
        @Nullable String job,
        KeptText prompt,
        long promptTokens,
        @Nullable KeptText reply,
        @Nullable String code,
        @Nullable String message,
        Spending spending,
        List<String> responses,
        @Nullable Misfit misfit,
        Instant asked,
        @Nullable Instant answered,
        @Nullable Lease lease) {

    Turn {
        parameters = Map.copyOf(parameters);
        responses = List.copyOf(responses);
    }

    /**
     * A reply that does not fit.
     *
     * @param response its id at OpenAI; null when it has none
     * @param why where it does not fit
     */
    record Misfit(@Nullable String response, KeptText reply, String why) {}

    /** The right to ask the turn, until it runs out. */
    record Lease(String owner, Instant until) {}

    /** Whether nobody asks it, though it is to be asked. */
    boolean isAbandoned(Instant now) {
        return status == TurnStatus.ASKING && (lease == null || lease.until().isBefore(now));
    }
}
