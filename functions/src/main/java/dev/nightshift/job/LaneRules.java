package dev.nightshift.job;

import dev.nightshift.pricing.Lane;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which lane requests take where their user leaves it open, and when a deadline has them leave it.
 *
 * <p>A job with a deadline goes by batch as long as that can be given up in time. At the cut-off,
 * what is unfinished is cancelled, and the rest goes in real time: so the cut-off lies before the
 * deadline by as long as OpenAI may take to cancel (ten minutes, Batch API guide), as the rest
 * takes in real time, and by five minutes for looking and collecting.
 *
 * @param handful requests at most that go in real time for being few; 0 to 1,000, 0 for never
 * @param requestsPerSecond what the real-time lane gets through, assumed with caution: a hundred
 *     calls at once that take ten seconds each make 10; 1 to 1,000
 */
@ConfigurationProperties(LaneRules.PREFIX)
public record LaneRules(
        @Bindable(defaultValue = "10") int handful,
        @Bindable(defaultValue = "10") int requestsPerSecond) {
    static final String PREFIX = "nightshift.lane";

    /** Those that hold where nothing else is set. */
    public static final LaneRules STANDARD = new LaneRules(10, 10);

    private static final Duration CANCELLING = Duration.ofMinutes(10);
    private static final Duration COLLECTING = Duration.ofMinutes(5);

    /** A batch that has less time than it takes to cancel it is not begun. */
    private static final Duration SHORTEST_BATCH = CANCELLING;

    public LaneRules {
        if (handful < 0 || handful > 1000) {
            throw new IllegalArgumentException(
                    PREFIX + ".handful must be 0 to 1000, was " + handful);
        }
        if (requestsPerSecond < 1 || requestsPerSecond > 1000) {
            throw new IllegalArgumentException(
                    PREFIX + ".requests-per-second must be 1 to 1000, was " + requestsPerSecond);
        }
    }

    /** A lane, and why it is taken. */
    public record Choice(Lane lane, LaneReason reason) {}

    /** The lane that a job's requests take at first. */
    public Choice choose(JobOptions wanted, long requests, Instant now) {
        Lane lane = wanted.lane();
        if (lane == Lane.REALTIME) {
            return new Choice(lane, LaneReason.WISH);
        }
        if (laneAfter(Lane.BATCH, wanted.deadline(), requests, now) == Lane.REALTIME) {
            return new Choice(Lane.REALTIME, LaneReason.DEADLINE);
        }
        if (lane != null) {
            return new Choice(lane, LaneReason.WISH);
        }
        return requests <= handful
                ? new Choice(Lane.REALTIME, LaneReason.HANDFUL)
                : new Choice(Lane.BATCH, LaneReason.SIZE);
    }

    /**
     * The lane that further requests take.
     *
     * @param before that of the requests before them; who went in real time stays there
     * @param deadline of their job; null for none
     */
    public Lane laneAfter(Lane before, @Nullable Instant deadline, long requests, Instant now) {
        boolean isTooLate =
                deadline != null && now.plus(SHORTEST_BATCH).isAfter(cutOff(deadline, requests));
        return isTooLate ? Lane.REALTIME : before;
    }

    /** When a job that has so many requests left leaves its batches. */
    public Instant cutOff(Instant deadline, long requests) {
        return deadline.minus(CANCELLING)
                .minus(COLLECTING)
                .minusSeconds(Math.ceilDiv(requests, requestsPerSecond));
    }
}
