package dev.nightshift.governor;

import dev.nightshift.storage.Item;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a model's queue stood when it was read.
 *
 * @param tokens that may be enqueued; null when no limit is known
 * @param reserved the sum of all holds
 * @param closedUntil before which nobody is admitted; null when open
 * @param learnedAt when OpenAI last told a limit, lapsed or not; null when it never did
 */
record Limit(
        @Nullable Long tokens,
        long reserved,
        @Nullable Instant closedUntil,
        @Nullable Instant learnedAt) {

    /**
     * The smaller of the limit that is configured and the one that OpenAI told, unless that has
     * lapsed.
     */
    static Limit of(Item row, @Nullable Long configured, GovernorSettings settings, Instant now) {
        Instant learnedAt = row.instant("learned_at");
        boolean holds = learnedAt != null && now.isBefore(learnedAt.plus(settings.learnedFor()));
        Long learned = holds ? (Long) row.number("token_limit") : null;
        return new Limit(
                smaller(configured, learned),
                row.number("reserved"),
                row.instant("closed_until"),
                learnedAt);
    }

    /** The same with more tokens reserved. */
    Limit withReserved(long more) {
        return new Limit(tokens, reserved + more, closedUntil, learnedAt);
    }

    boolean isClosed(Instant now) {
        return closedUntil != null && now.isBefore(closedUntil);
    }

    boolean neverFits(long claimed) {
        return tokens != null && claimed > tokens;
    }

    boolean hasRoomFor(long claimed) {
        return tokens == null || claimed <= tokens - reserved;
    }

    private static @Nullable Long smaller(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.min(one, other);
    }
}
