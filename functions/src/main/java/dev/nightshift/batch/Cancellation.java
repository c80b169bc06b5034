package dev.nightshift.batch;

import dev.nightshift.job.JobId;
import dev.nightshift.job.Jobs;
import dev.nightshift.job.Waiters;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Stops a job. First its row says so, and whoever is yet to submit a batch sees that there; then
 * the row of every attempt, which a look at its batch reads as it leaves its token: so that either
 * the look finds the wish, or the wish finds the token. So it is where an attempt waits to be
 * submitted.
 */
public final class Cancellation {
    private final Jobs jobs;
    private final BatchAttempts attempts;
    private final Waiters waiters;
    private final InstantSource clock;

    public Cancellation(Jobs jobs, BatchAttempts attempts, Waiters waiters, InstantSource clock) {
        this.jobs = jobs;
        this.attempts = attempts;
        this.waiters = waiters;
        this.clock = clock;
    }

    /**
     * Has a job stopped; may be repeated.
     *
     * @return false when the job is over, or that was asked before
     */
    public boolean request(JobId id) {
        Instant now = clock.instant();
        boolean isNew = jobs.requestCancel(id, now);
        for (BatchAttempt attempt : attempts.of(id)) {
            attempts.requestCancel(attempt, now)
                    .filter(Cancellation::waits)
                    .map(BatchAttempt::token)
                    .ifPresent(token -> waiters.wake(token, false));
        }
        return isNew;
    }

    private static boolean waits(BatchAttempt attempt) {
        return switch (attempt.phase()) {
            case WRITTEN, SUBMITTED -> true;
            case OVER, COLLECTED -> false;
        };
    }
}
