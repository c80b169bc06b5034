package dev.nightshift.local.function;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An event that a function is still to be given.
 *
 * @param id its name in the queue
 * @param function the function as the caller called it
 * @param event JSON
 * @param accepted when it was handed over
 * @param due not before this is it tried
 * @param failures how often the function failed on it
 * @param refusals how often in a row the function could not be asked
 */
record QueuedEvent(
        String id,
        String function,
        String event,
        Instant accepted,
        Instant due,
        int failures,
        int refusals) {
    private static final int ATTEMPTS = 3;
    private static final Duration OLDEST = Duration.ofHours(6);
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    static QueuedEvent accepted(String id, String function, String event, Instant now) {
        return new QueuedEvent(id, function, event, now, now, 0, 0);
    }

    /** What is left to do after a failure: one more try after a minute, the last after two. */
    Optional<QueuedEvent> failed(Instant now) {
        Duration wait = Duration.ofMinutes(failures + 1L);
        return failures + 1 < ATTEMPTS ? again(now.plus(wait), failures + 1, 0) : Optional.empty();
    }

    /** What is left to do where the function could not be asked: try again, ever more slowly. */
    Optional<QueuedEvent> refused(Instant now) {
        Duration wait = SHORTEST_WAIT.multipliedBy(1L << Math.min(refusals, 16));
        return again(
                now.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT),
                failures,
                refusals + 1);
    }

    private Optional<QueuedEvent> again(Instant when, int failed, int refused) {
        return when.isAfter(accepted.plus(OLDEST))
                ? Optional.empty()
                : Optional.of(
                        new QueuedEvent(id, function, event, accepted, when, failed, refused));
    }
}
