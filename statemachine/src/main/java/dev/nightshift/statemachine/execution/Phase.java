package dev.nightshift.statemachine.execution;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a frame is doing within its state. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Phase.Ready.class, name = "ready"),
    @JsonSubTypes.Type(value = Phase.Waiting.class, name = "waiting"),
    @JsonSubTypes.Type(value = Phase.BackingOff.class, name = "backingOff"),
    @JsonSubTypes.Type(value = Phase.Working.class, name = "working"),
    @JsonSubTypes.Type(value = Phase.FannedOut.class, name = "fannedOut")
})
public sealed interface Phase {

    /** To be run as soon as a step is free. */
    record Ready() implements Phase {}

    /** In a Wait. */
    record Waiting(Instant until) implements Phase {}

    /** Between two attempts. */
    record BackingOff(Instant until) implements Phase {}

    /**
     * In a Task.
     *
     * @param token to be answered; null when the function's answer is the result
     * @param calling whether the function has not returned yet
     * @param deadline null: none
     * @param heartbeat longest silence; null: any
     * @param silentUntil when silence becomes too long; null while nothing is expected
     */
    record Working(
            @Nullable String token,
            boolean calling,
            @Nullable Instant deadline,
            @Nullable Duration heartbeat,
            @Nullable Instant silentUntil)
            implements Phase {

        Working heardAt(Instant now) {
            return new Working(
                    token,
                    calling,
                    deadline,
                    heartbeat,
                    heartbeat == null ? null : now.plus(heartbeat));
        }

        Working returned() {
            return new Working(token, false, deadline, heartbeat, silentUntil);
        }

        boolean silentTooLong(Instant now) {
            return silentUntil != null && !silentUntil.isAfter(now);
        }
    }

    /**
     * In a Parallel or a Map.
     *
     * @param base number of the first child's row
     * @param size how many children there are in all
     * @param started children that have been started, in order
     * @param maxConcurrency 0: no bound
     * @param tolerated percentage of failed children that does not fail the state
     * @param mapRunArn null unless each child is an execution of its own
     */
    record FannedOut(
            int base,
            int size,
            int started,
            int running,
            int failed,
            int maxConcurrency,
            double tolerated,
            @Nullable String mapRunArn)
            implements Phase {

        boolean mayStartAnother() {
            return started < size && (maxConcurrency == 0 || running < maxConcurrency);
        }

        boolean finished() {
            return started == size && running == 0;
        }

        boolean tooManyFailed() {
            return failed > 0 && failed * 100.0 / size > tolerated;
        }

        FannedOut oneStarted() {
            return counting(started + 1, running + 1, failed);
        }

        FannedOut oneEnded(boolean badly) {
            return counting(started, running - 1, failed + (badly ? 1 : 0));
        }

        private FannedOut counting(int started, int running, int failed) {
            return new FannedOut(
                    base, size, started, running, failed, maxConcurrency, tolerated, mapRunArn);
        }
    }

    /** When something has to happen by itself; null: never. */
    static @Nullable Instant due(Phase phase) {
        return switch (phase) {
            case Waiting(Instant until) -> until;
            case BackingOff(Instant until) -> until;
            case Working working -> earlier(working.deadline(), working.silentUntil());
            case Ready _, FannedOut _ -> null;
        };
    }

    /** null is never. */
    static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        return a == null || (b != null && b.isBefore(a)) ? b : a;
    }
}
