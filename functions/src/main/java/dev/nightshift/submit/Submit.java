package dev.nightshift.submit;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchAttempt.Phase;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.batch.BatchNotices;
import dev.nightshift.job.Job;
import dev.nightshift.job.Jobs;
import dev.nightshift.job.LaneRules;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has OpenAI create a batch, once. However often this runs, side by side or after a crash at any
 * line, there is one batch for each attempt: the first that has the lease creates it, every other
 * finds it.
 */
@Singleton
public final class Submit {
    private static final Logger LOG = LoggerFactory.getLogger(Submit.class);

    private final Jobs jobs;
    private final BatchAttempts attempts;
    private final Submission submission;
    private final NeverSubmitted never;
    private final LaneRules rules;
    private final BatchNotices notices;
    private final InstantSource clock;

    public Submit(
            Jobs jobs,
            BatchAttempts attempts,
            Submission submission,
            NeverSubmitted never,
            LaneRules rules,
            BatchNotices notices,
            InstantSource clock) {
        this.jobs = jobs;
        this.attempts = attempts;
        this.submission = submission;
        this.never = never;
        this.rules = rules;
        this.notices = notices;
        this.clock = clock;
    }

    /**
     * Submits a batch.
     *
     * @throws dev.nightshift.batch.SubmissionInFlightException when another invocation is at it
     * @throws dev.nightshift.batch.BatchFateUnknownException when OpenAI was asked and it is not
     *     known yet what it did
     */
    public SubmitAnswer run(SubmitRequest request) throws IOException {
        Job job = jobs.require(request.jobId());
        BatchAttempt attempt = attempts.require(job.id(), request.batch(), request.attempt());
        boolean ended = attempt.phase() == Phase.OVER || attempt.phase() == Phase.COLLECTED;
        boolean over = ended || isPointless(job, attempt);
        if (over) {
            attempts.over(attempt, clock.instant());
        } else if (attempt.batchId() == null) {
            String id = submission.submit(job, attempt);
            LOG.info("job {}: batch {} is {} at OpenAI", job.id(), attempt.batch(), id);
        }
        return new SubmitAnswer(
                1,
                job.id().value(),
                request.batch(),
                request.attempt(),
                over,
                cutOff(job),
                !over && notices.arrive(clock.instant()));
    }

    /** A batch that OpenAI may have been asked for already is waited for, cancelled or not. */
    private boolean isPointless(Job job, BatchAttempt attempt) {
        return attempt.batchId() == null
                && attempt.creating() == null
                && never.holdsFor(job, attempt);
    }

    private @Nullable Long cutOff(Job job) {
        Instant deadline = job.deadline(clock.instant());
        return deadline == null ? null : rules.cutOff(deadline, job.rows()).getEpochSecond();
    }
}
