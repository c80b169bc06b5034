package dev.nightshift.collect;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchAttempt.Phase;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.batch.BatchEnd;
import dev.nightshift.batch.Work;
import dev.nightshift.collect.PartWriter.Written;
import dev.nightshift.done.DoneIndex;
import dev.nightshift.done.Shelf;
import dev.nightshift.job.Job;
import dev.nightshift.job.Jobs;
import dev.nightshift.job.LaneRules;
import dev.nightshift.metrics.Metrics;
import dev.nightshift.openai.Batch;
import dev.nightshift.openai.OpenAi;
import dev.nightshift.openai.OpenAiException;
import dev.nightshift.openai.OpenAiRejectedException;
import dev.nightshift.openai.OpenAiUnavailableException;
import dev.nightshift.pricing.Lane;
import dev.nightshift.storage.ScratchSettings;
import dev.nightshift.storage.TemporaryFolder;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what came back for an attempt and says what became of every row of its batch. Rows that
 * another attempt may help are written into that attempt's file.
 */
@Singleton
public final class CollectBatch {
    private static final Logger LOG = LoggerFactory.getLogger(CollectBatch.class);
    private static final int NOT_FOUND = 404;

    private final Jobs jobs;
    private final BatchAttempts attempts;
    private final OpenAi openAi;
    private final ReturnedFiles returnedFiles;
    private final PartWriter parts;
    private final DoneIndex done;
    private final Settlement settlement;
    private final Tidy tidy;
    private final Metrics metrics;
    private final ObjectMapper json;
    private final ScratchSettings scratch;
    private final LaneRules rules;
    private final InstantSource clock;

    public CollectBatch(
            Jobs jobs,
            BatchAttempts attempts,
            OpenAi openAi,
            ReturnedFiles returnedFiles,
            PartWriter parts,
            DoneIndex done,
            Settlement settlement,
            Tidy tidy,
            Metrics metrics,
            ObjectMapper json,
            ScratchSettings scratch,
            LaneRules rules,
            InstantSource clock) {
        this.jobs = jobs;
        this.attempts = attempts;
        this.openAi = openAi;
        this.returnedFiles = returnedFiles;
        this.parts = parts;
        this.done = done;
        this.settlement = settlement;
        this.tidy = tidy;
        this.metrics = metrics;
        this.json = json;
        this.scratch = scratch;
        this.rules = rules;
        this.clock = clock;
    }

    CollectAnswer run(CollectRequest request) throws IOException {
        Job job = jobs.require(request.jobId());
        BatchAttempt attempt = attempts.require(job.id(), request.batch(), request.attempt());
        Failure failure = request.failure();
        if (failure != null && attempt.isUnheardOf()) {
            leave(job, attempt, failure);
            return CollectAnswer.DONE;
        }
        if (attempt.phase() != Phase.COLLECTED) {
            Batch batch = attempt.batchId() == null ? null : look(attempt.batchId());
            if (batch != null && !batch.status().isOver() && attempt.phase() != Phase.OVER) {
                return CollectAnswer.AWAIT;
            }
            collect(
                    job,
                    attempt,
                    AttemptEnd.of(job, attempt, batch, failure),
                    batch,
                    job.cancelRequested() == null);
        }
        return next(job, attempt).map(CollectAnswer::goOn).orElse(CollectAnswer.DONE);
    }

    /**
     * Ends a batch whose execution did not: collects it after all when it is over. One that cannot
     * be had, though it may be paid for, is left to a further run of the job; its records have the
     * failure for their outcome until then.
     *
     * @return false while it is to be awaited
     */
    boolean abandon(Job job, BatchAttempt attempt, Failure failure) throws IOException {
        Instant now = clock.instant();
        if (attempt.isUnheardOf()) {
            leave(job, attempt, failure);
            return true;
        }
        try {
            Batch batch = attempt.batchId() == null ? null : look(attempt.batchId());
            if (batch != null && !BatchEnd.isWhole(batch, now)) {
                if (job.cancelRequested() != null && batch.status().isCancellable()) {
                    openAi.cancelBatch(batch.id());
                }
                return false;
            }
            LOG.warn(
                    "job {}: the execution of batch {} broke off; what came back is kept",
                    job.id(),
                    attempt.batch());
            collect(job, attempt, AttemptEnd.of(job, attempt, batch, failure), batch, false);
        } catch (OpenAiException unreadable) {
            LOG.warn("job {}: batch {} cannot be had", job.id(), attempt.batch(), unreadable);
            boolean passes = unreadable instanceof OpenAiUnavailableException;
            if (passes && !BatchEnd.isOverdue(attempt, now)) {
                return false;
            }
            leave(job, attempt, failure);
        }
        return true;
    }

    /**
     * The attempt that follows one that is collected, where there is to be one. Its row is written
     * only when all that it carries is certain, so that a crash in between leaves it to this.
     */
    Optional<BatchAttempt> next(Job job, BatchAttempt attempt) {
        BatchAttempt collected =
                attempts.require(attempt.job(), attempt.batch(), attempt.attempt());
        if (collected.left().requests() == 0) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Lane lane = collected.outOfTime() ? Lane.REALTIME : collected.lane();
        BatchAttempt next =
                collected.next(
                        collected.round(),
                        rules.laneAfter(lane, job.deadline(now), collected.left().requests(), now),
                        collected.left());
        attempts.written(next, now);
        return Optional.of(attempts.require(next.job(), next.batch(), next.attempt()));
    }

    private void collect(
            Job job, BatchAttempt attempt, AttemptEnd end, @Nullable Batch batch, boolean wanted)
            throws IOException {
        boolean mayGoOn = wanted && attempt.attempt() < BatchAttempt.MOST;
        // First, so that others need not wait until all is written; and what OpenAI told of its
        // limit cuts the next attempt.
        settlement.ofTokens(job, attempt, end, mayGoOn);
        Shelf shelf = Shelf.of(job);
        try (var folder = new TemporaryFolder(scratch);
                var finished = done.write(shelf, segment(attempt))) {
            List<ReturnedAttempt> returned =
                    returnedFiles.bring(job, attempt, end, batch, folder.path());
            Written written =
                    parts.write(
                            job,
                            attempt,
                            returned,
                            history -> mayGoOn && !history.isSettled(),
                            (row, value) -> {
                                Work work = row.work();
                                if (work != null) {
                                    finished.add(work.hash(), job.id(), row.id(), value);
                                }
                            });
            finished.commit();
            tidy.up(attempt, batch);
            if (end.isOverTokenLimit() && written.left().requests() == 0) {
                settlement.ofPlace(job, attempt);
            }
            settlement.ofMoney(attempt, batch, written.summary());
            Instant now = clock.instant();
            if (attempts.collected(
                    attempt, json.writeValueAsString(written.summary()), written.left(), now)) {
                metrics.tell(AttemptFigures.about(job, attempt), AttemptFigures.of(attempt, now));
            }
            LOG.info(
                    "job {}: batch {} is collected, attempt {}; {} requests go into another",
                    job.id(),
                    attempt.batch(),
                    attempt.attempt(),
                    written.left().requests());
        }
        done.merge(shelf);
    }

    private static String segment(BatchAttempt attempt) {
        return "%s-%05d-%03d".formatted(attempt.job(), attempt.batch(), attempt.attempt());
    }

    private void leave(Job job, BatchAttempt attempt, Failure failure) throws IOException {
        try (var folder = new TemporaryFolder(scratch)) {
            List<ReturnedAttempt> returned =
                    returnedFiles.bringUnread(
                            job,
                            attempt,
                            AttemptEnd.of(job, attempt, null, failure),
                            folder.path());
            Written written =
                    parts.write(job, attempt, returned, history -> false, (row, value) -> {});
            attempts.left(attempt, json.writeValueAsString(written.summary()));
        }
    }

    /** The batch as OpenAI has it; null when OpenAI does not know it any more. */
    private @Nullable Batch look(String batchId) {
        try {
            return openAi.batch(batchId);
        } catch (OpenAiRejectedException refused) {
            if (refused.status() != NOT_FOUND) {
                throw refused;
            }
            LOG.warn("batch {} is gone at OpenAI", batchId);
            return null;
        }
    }
}
