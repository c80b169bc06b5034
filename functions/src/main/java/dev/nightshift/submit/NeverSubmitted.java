package dev.nightshift.submit;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.job.Job;
import dev.nightshift.job.LaneRules;
import dev.nightshift.pricing.Lane;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;

/** Says which attempts are of no use to anybody any more, before OpenAI is asked for anything. */
@Singleton
public final class NeverSubmitted {
    private final BatchAttempts attempts;
    private final LaneRules rules;
    private final InstantSource clock;

    NeverSubmitted(BatchAttempts attempts, LaneRules rules, InstantSource clock) {
        this.attempts = attempts;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Whether an attempt for which OpenAI was never asked will not be submitted: it carries
     * nothing, the job is cancelled, or its deadline leaves no time for a batch.
     */
    boolean holdsFor(Job job, BatchAttempt attempt) {
        return attempt.requests() == 0
                || attempt.cancelled()
                || job.cancelRequested() != null
                || isTooLate(job, attempt);
    }

    /** Whether there is no time left, and it is noted so that the batch will not be created. */
    private boolean isTooLate(Job job, BatchAttempt attempt) {
        Instant now = clock.instant();
        long left = attempt.attempt() == 1 ? job.rows() : attempt.requests();
        return attempt.lane() == Lane.BATCH
                && rules.laneAfter(Lane.BATCH, job.deadline(now), left, now) == Lane.REALTIME
                && attempts.neverCreated(attempt, now);
    }
}
