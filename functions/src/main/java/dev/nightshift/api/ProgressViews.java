package dev.nightshift.api;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.job.Job;
import dev.nightshift.job.Summary;
import dev.nightshift.progress.Progress;
import dev.nightshift.record.OutcomeKind;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells how far jobs are, from the rows of their attempts. */
@Singleton
final class ProgressViews {
    private final BatchAttempts attempts;
    private final JobViews views;
    private final InstantSource clock;

    ProgressViews(BatchAttempts attempts, JobViews views, InstantSource clock) {
        this.attempts = attempts;
        this.views = views;
        this.clock = clock;
    }

    ProgressView of(Job job) {
        List<BatchAttempt> all = attempts.of(job.id());
        Instant now = clock.instant();
        Progress progress = Progress.of(job, all, Duration.between(job.created(), now));
        Summary soFar = views.summary(job).orElseGet(() -> soFar(job, all));
        return new ProgressView(
                job.id().value(),
                job.task(),
                job.status().wire(),
                progress.stage().text(),
                progress.percent(),
                progress.total(),
                progress.done(),
                all.stream().mapToLong(BatchAttempt::done).sum(),
                progress.batches(),
                job.rows(),
                job.input(),
                soFar.tally(),
                soFar.tally().count(OutcomeKind.FILTERED),
                soFar.tally().needingAttention(),
                soFar.cost().toPlainString(),
                job.created(),
                job.options().deadline(),
                job.finished() != null ? job.finished() : progress.expectedEnd(all, now));
    }

    /** What the attempts came to that are collected. */
    private Summary soFar(Job job, List<BatchAttempt> all) {
        Map<Integer, Summary> byBatch = new TreeMap<>();
        for (BatchAttempt attempt : all) {
            String summary = attempt.summary();
            if (summary != null) {
                byBatch.merge(
                        attempt.batch(),
                        views.summary("job " + job.id(), summary),
                        Summary::followedBy);
            }
        }
        return byBatch.values().stream().reduce(Summary.NOTHING, Summary::plus);
    }
}
