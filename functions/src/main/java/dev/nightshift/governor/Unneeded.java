package dev.nightshift.governor;

import dev.nightshift.batch.AttemptReference;
import dev.nightshift.batch.BatchAttempt.Phase;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.job.Job;
import dev.nightshift.job.Jobs;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which attempts need no tokens: those of jobs that are over or gone, and those that are collected.
 * An attempt without a row needs them as long as its job goes on, as it may be written a little
 * later.
 */
final class Unneeded implements Predicate<AttemptReference> {
    private final Jobs jobs;
    private final BatchAttempts attempts;

    Unneeded(Jobs jobs, BatchAttempts attempts) {
        this.jobs = jobs;
        this.attempts = attempts;
    }

    @Override
    public boolean test(AttemptReference reference) {
        Optional<Job> job = jobs.find(reference.job());
        return job.isEmpty()
                || job.get().status().isOver()
                || attempts.find(reference.job(), reference.batch(), reference.attempt())
                        .filter(attempt -> attempt.phase() == Phase.COLLECTED)
                        .isPresent();
    }
}
