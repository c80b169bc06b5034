package dev.nightshift.collect;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchAttempt.Phase;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.collect.PartWriter.Written;
import dev.nightshift.job.Job;
import dev.nightshift.job.Jobs;
import dev.nightshift.openai.Batch;
import dev.nightshift.openai.OpenAi;
import dev.nightshift.openai.OpenAiException;
import dev.nightshift.openai.OpenAiRejectedException;
import dev.nightshift.storage.ScratchSettings;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
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
    private final Settlement settlement;
    private final Tidy tidy;
    private final ObjectMapper json;
    private final ScratchSettings scratch;
    private final InstantSource clock;

    public CollectBatch(
            Jobs jobs,
            BatchAttempts attempts,
            OpenAi openAi,
            ReturnedFiles returnedFiles,
            PartWriter parts,
            Settlement settlement,
            Tidy tidy,
            ObjectMapper json,
            ScratchSettings scratch,
            InstantSource clock) {
        this.jobs = jobs;
        this.attempts = attempts;
        this.openAi = openAi;
        this.returnedFiles = returnedFiles;
        this.parts = parts;
        this.settlement = settlement;
        this.tidy = tidy;
        this.json = json;
        this.scratch = scratch;
        this.clock = clock;
    }

    CollectAnswer run(CollectRequest request) throws IOException {
        Job job = jobs.require(request.jobId());
        BatchAttempt attempt = attempts.require(job.id(), request.batch(), request.attempt());
        if (attempt.phase() != Phase.COLLECTED) {
            Batch batch = attempt.batchId() == null ? null : look(attempt.batchId());
            if (batch != null && !batch.status().isOver() && attempt.phase() != Phase.OVER) {
                return CollectAnswer.AWAIT;
            }
            collect(
                    job,
                    attempt,
                    AttemptEnd.of(job, attempt, batch, request.failure()),
                    batch,
                    job.cancelRequested() == null);
        }
        return next(attempt).map(CollectAnswer::goOn).orElse(CollectAnswer.DONE);
    }

    /**
     * Ends a batch whose execution did not: collects it after all when it is over and can be had,
     * and else gives its records the failure for their outcome and has OpenAI stop working on it.
     */
    void abandon(Job job, BatchAttempt attempt, Failure failure) throws IOException {
        try {
            Batch batch = attempt.batchId() == null ? null : look(attempt.batchId());
            if (batch != null && !batch.status().isOver()) {
                openAi.cancelBatch(batch.id());
                batch = null;
            }
            collect(job, attempt, AttemptEnd.of(job, attempt, batch, failure), batch, false);
        } catch (OpenAiException unreachable) {
            LOG.warn("job {}: batch {} is given up", job.id(), attempt.batch(), unreachable);
            collect(job, attempt, AttemptEnd.of(job, attempt, null, failure), null, false);
        }
    }

    /**
     * The attempt that follows one that is collected, where there is to be one. Its row is written
     * only when all that it carries is certain, so that a crash in between leaves it to this.
     */
    Optional<BatchAttempt> next(BatchAttempt attempt) {
        BatchAttempt collected =
                attempts.require(attempt.job(), attempt.batch(), attempt.attempt());
        if (collected.left().requests() == 0) {
            return Optional.empty();
        }
        BatchAttempt next = collected.next(collected.round(), collected.left());
        attempts.written(next, clock.instant());
        return Optional.of(attempts.require(next.job(), next.batch(), next.attempt()));
    }

    private void collect(
            Job job, BatchAttempt attempt, AttemptEnd end, @Nullable Batch batch, boolean wanted)
            throws IOException {
        boolean mayGoOn = wanted && attempt.attempt() < BatchAttempt.MOST;
        // First, so that others need not wait until all is written; and what OpenAI told of its
        // limit cuts the next attempt.
        settlement.ofTokens(job, attempt, end, mayGoOn);
        try (var folder = new TemporaryFolder(scratch)) {
            List<ReturnedAttempt> returned =
                    returnedFiles.bring(job, attempt, end, batch, folder.path());
            Written written =
                    parts.write(job, attempt, returned, history -> mayGoOn && !history.isSettled());
            tidy.up(attempt, batch);
            if (end.isOverTokenLimit() && written.left().requests() == 0) {
                settlement.ofPlace(job, attempt);
            }
            settlement.ofMoney(attempt, batch, written.summary());
            attempts.collected(
                    attempt,
                    json.writeValueAsString(written.summary()),
                    written.left(),
                    clock.instant());
            LOG.info(
                    "job {}: batch {} is collected, attempt {}; {} requests go into another",
                    job.id(),
                    attempt.batch(),
                    attempt.attempt(),
                    written.left().requests());
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
