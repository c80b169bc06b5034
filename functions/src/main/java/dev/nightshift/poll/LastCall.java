package dev.nightshift.poll;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchAttempt.Phase;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.job.Job;
import dev.nightshift.job.Jobs;
import dev.nightshift.job.LaneRules;
import dev.nightshift.openai.Batch;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when a batch is to be given up because of its job's deadline. The fewer requests the whole
 * job has left, the later that is: so it is worked out anew with every look from the first moment
 * on at which it may be.
 */
@Singleton
public final class LastCall {
    private static final Logger LOG = LoggerFactory.getLogger(LastCall.class);

    private final Jobs jobs;
    private final BatchAttempts attempts;
    private final LaneRules rules;
    private final InstantSource clock;

    LastCall(Jobs jobs, BatchAttempts attempts, LaneRules rules, InstantSource clock) {
        this.jobs = jobs;
        this.attempts = attempts;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Whether a batch is to be cancelled. That is noted first, so that a look after a crash goes on
     * with it, and what was not run is sent again.
     *
     * @param batch as OpenAI has it
     * @param cutOff when this can be at the earliest, in seconds since 1970; null for never
     */
    boolean hasCome(BatchAttempt attempt, Batch batch, @Nullable Long cutOff) {
        if (attempt.outOfTime()) {
            return true;
        }
        Instant now = clock.instant();
        if (cutOff == null || now.getEpochSecond() < cutOff) {
            return false;
        }
        Job job = jobs.require(attempt.job());
        Instant deadline = job.deadline(now);
        attempts.seen(attempt, batch);
        if (deadline == null || now.isBefore(rules.cutOff(deadline, left(job)))) {
            return false;
        }
        LOG.info("job {}: batch {} is given up for the deadline", job.id(), attempt.batch());
        return attempts.outOfTime(attempt, now);
    }

    /** Requests of the job that are not done yet, as far as is known. */
    private long left(Job job) {
        return attempts.of(job.id()).stream()
                .filter(attempt -> attempt.phase() != Phase.COLLECTED)
                .mapToLong(attempt -> attempt.requests() - attempt.done())
                .sum();
    }
}
