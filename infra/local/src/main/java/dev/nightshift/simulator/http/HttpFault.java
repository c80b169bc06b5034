package dev.nightshift.simulator.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with calls of one endpoint. Rates are probabilities from 0 to 1 and independent
 * of each other.
 *
 * @param status HTTP status of the calls that are refused
 * @param statusRate how often a call is refused so, without effect
 * @param code error code of such a refusal; null for the usual one of the status
 * @param retryAfter value of the header {@code retry-after}; null for no header
 * @param dropBeforeRate how often the connection is closed before the call takes effect
 * @param dropAfterRate how often it is closed after the call took effect, so that only the answer
 *     is lost
 * @param delay by how much an answer comes later
 * @param delayRate how often
 * @param late how long the effect stays invisible; kept by {@code batches.create} only
 * @param firstCalls only so many calls since the start are concerned
 */
public record HttpFault(
        int status,
        double statusRate,
        @Nullable String code,
        @Nullable Duration retryAfter,
        double dropBeforeRate,
        double dropAfterRate,
        Duration delay,
        double delayRate,
        Duration late,
        long firstCalls) {

    public static final HttpFault NONE =
            new HttpFault(
                    503, 0, null, null, 0, 0, Duration.ZERO, 1, Duration.ZERO, Long.MAX_VALUE);

    public HttpFault {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("a fault's status is 400 to 599, was " + status);
        }
        for (double rate : new double[] {statusRate, dropBeforeRate, dropAfterRate, delayRate}) {
            if (!(rate >= 0 && rate <= 1)) {
                throw new IllegalArgumentException("a rate is 0 to 1, was " + rate);
            }
        }
        if (delay.isNegative() || late.isNegative() || firstCalls < 0) {
            throw new IllegalArgumentException(
                    "delay, lateness and number of calls are not below 0, were %s, %s, %d"
                            .formatted(delay, late, firstCalls));
        }
    }

    /** The refusal this fault makes. */
    Answer refusal() {
        String wanted = code;
        Duration wait = retryAfter;
        Answer answer =
                Answer.refused(
                        status,
                        wanted == null
                                ? ApiError.ofStatus(status)
                                : ApiError.ofStatus(status, wanted));
        return wait == null ? answer : answer.with("retry-after", Long.toString(wait.toSeconds()));
    }
}
