package dev.nightshift.realtime;

import dev.nightshift.openai.RateLimits;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many calls may be under way at once, and from when on. It is what three things leave:
 *
 * <ul>
 *   <li>Experience. It begins with a few. While they are made use of, every answer allows one more,
 *       so that the number doubles while one call lasts; once OpenAI has refused a call for going
 *       too fast, an eighth of one. A refusal halves the number and holds all calls back for as
 *       long as OpenAI asks, else for a second, doubled with each refusal that follows without an
 *       answer, up to a minute. Calls that were under way at a refusal do not count against the
 *       number again.
 *   <li>The headers: half of the calls, and of the tokens, that OpenAI says are left. What comes
 *       back within the minute then settles the number, before any call is refused.
 *   <li>Memory: as many as answers as large as the largest so far fit into the room for them.
 * </ul>
 *
 * <p>Not for several threads. Netflix's concurrency-limits was looked at for it: its limits know
 * neither headers nor a wait that all keep, and count every refusal of one moment.
 */
final class Pace {
    static final int FIRST = 16;

    private static final Duration FIRST_HOLD = Duration.ofSeconds(1);
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(1);

    private final int most;
    private final long room;
    private double earned;
    private long told = Long.MAX_VALUE;
    private long toldBy;
    private long fitting = Long.MAX_VALUE;
    private double tokensPerCall = 1;
    private boolean refusedBefore;
    private int refusalsInARow;
    private int underWay;
    private long begun;
    private long begunWhenBusy;
    private long begunAtRefusal;
    private Instant heldUntil = Instant.MIN;

    /**
     * @param most calls at once
     * @param room bytes of memory for answers
     */
    Pace(int most, long room) {
        this.most = most;
        this.room = room;
        this.earned = Math.min(FIRST, most);
    }

    /** How many calls may be under way. */
    int allowed() {
        return (int) Math.max(1, Math.min((long) earned, Math.min(told, fitting)));
    }

    int underWay() {
        return underWay;
    }

    /** How many more calls may begin, once they are not held back. */
    int free() {
        return Math.max(0, allowed() - underWay);
    }

    /** How long all calls are held back; zero when they are not. */
    Duration hold(Instant now) {
        return heldUntil.isAfter(now) ? Duration.between(now, heldUntil) : Duration.ZERO;
    }

    /** Notes that a call begins, and returns its number, from 1. */
    long begin() {
        underWay++;
        begun++;
        if (2 * underWay > allowed()) {
            begunWhenBusy = begun;
        }
        return begun;
    }

    /** How many calls have begun. */
    long begun() {
        return begun;
    }

    /**
     * Notes that a call was answered.
     *
     * @param tokens as the answer says; 0 when it does not
     */
    void answered(long call, RateLimits left, long tokens, long bytes, Instant now) {
        if (call <= begunWhenBusy) {
            earned = Math.min(most, earned + (refusedBefore ? 0.125 : 1));
        }
        underWay--;
        refusalsInARow = 0;
        fitting = Math.min(fitting, room / Math.max(1, bytes));
        if (tokens > 0) {
            tokensPerCall += (tokens - tokensPerCall) / (tokensPerCall <= 1 ? 1 : 16);
        }
        if (call > toldBy) {
            toldBy = call;
            follow(left, now);
        }
    }

    /**
     * Notes that a call was refused for going too fast.
     *
     * @param asked how long OpenAI asks to wait; null when it does not say
     */
    void refused(long call, @Nullable Duration asked, Instant now) {
        underWay--;
        if (call > begunAtRefusal) {
            begunAtRefusal = begun;
            refusedBefore = true;
            earned = Math.max(1, Math.min(earned, allowed()) / 2);
            refusalsInARow++;
            holdBack(asked == null ? ownHold() : asked, now);
        } else if (asked != null) {
            holdBack(asked, now);
        }
    }

    /** Notes that a call ended in another way, which says nothing about the pace. */
    void ended() {
        underWay--;
    }

    private void follow(RateLimits left, Instant now) {
        told =
                Math.min(
                        allowedBy(left.remainingRequests(), 1),
                        allowedBy(left.remainingTokens(), tokensPerCall));
        holdBack(
                untilOneMore(
                        left.limitRequests(), left.remainingRequests(), 1, left.resetRequests()),
                now);
        holdBack(
                untilOneMore(
                        left.limitTokens(),
                        left.remainingTokens(),
                        tokensPerCall,
                        left.resetTokens()),
                now);
    }

    /** Half of what is left: with all of it, what was learned a call ago would swing the number. */
    private static long allowedBy(@Nullable Long remaining, double each) {
        return remaining == null ? Long.MAX_VALUE : (long) (remaining / each / 2);
    }

    /** How long until one more call fits, when none does; all is back after {@code reset}. */
    private static Duration untilOneMore(
            @Nullable Long limit, @Nullable Long remaining, double each, @Nullable Duration reset) {
        if (limit == null || remaining == null || reset == null || remaining >= each) {
            return Duration.ZERO;
        }
        double missing = (each - remaining) / Math.max(1, limit - remaining);
        return Duration.ofMillis((long) Math.ceil(reset.toMillis() * Math.min(1, missing)));
    }

    private void holdBack(Duration length, Instant now) {
        Instant until = now.plus(length);
        if (until.isAfter(heldUntil)) {
            heldUntil = until;
        }
    }

    private Duration ownHold() {
        Duration hold = FIRST_HOLD.multipliedBy(1L << Math.min(refusalsInARow - 1, 10));
        return hold.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : hold;
    }
}
