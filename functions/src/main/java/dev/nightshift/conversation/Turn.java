package dev.nightshift.conversation;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * @param hold what is reserved for it, or was
 * @param limitFactor by which its limit of output tokens is larger than its kind's
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
        @Nullable Lease lease,
        Hold hold,
        int limitFactor) {

    Turn {
        parameters = Map.copyOf(parameters);
        responses = List.copyOf(responses);
    }

    /**
     * A turn that nobody has asked yet.
     *
     * @param job the wave that it waits in; null for one that is asked at once
     */
    static Turn begun(
            TurnId id,
            int number,
            String kind,
            Map<String, String> parameters,
            @Nullable String job,
            KeptText prompt,
            long promptTokens,
            Hold hold,
            Instant now) {
        return new Turn(
                id,
                number,
                kind,
                parameters,
                job == null ? TurnStatus.ASKING : TurnStatus.WAITING,
                null,
                job,
                prompt,
                promptTokens,
                null,
                null,
                null,
                Spending.NOTHING,
                List.of(),
                null,
                now,
                null,
                null,
                hold,
                1);
    }

    /**
     * Money of a turn, in US dollars.
     *
     * @param month in which {@code bound} is reserved; null where a wave's job reserves
     * @param bound what it costs at most when it is asked once; null when its price is not known
     * @param counted what it had come to when it ended before; zero for one that did not
     */
    record Hold(@Nullable YearMonth month, @Nullable BigDecimal bound, BigDecimal counted) {
        /** What of it is reserved while the turn is under way. */
        BigDecimal reserved() {
            return Objects.requireNonNullElse(bound, BigDecimal.ZERO);
        }

        /** What the turn counts for now: a call whose answer is lost may have cost its bound. */
        BigDecimal settled(Spending spending) {
            return spending.cost()
                    .add(reserved().multiply(BigDecimal.valueOf(spending.uncertain())));
        }
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
