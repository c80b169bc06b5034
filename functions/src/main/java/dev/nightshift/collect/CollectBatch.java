package dev.nightshift.collect;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchAttempt.Phase;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.job.Job;
import dev.nightshift.job.Jobs;
import dev.nightshift.openai.Batch;
import dev.nightshift.openai.OpenAi;
import dev.nightshift.openai.OpenAiException;
import dev.nightshift.openai.OpenAiRejectedException;
import dev.nightshift.storage.ScratchSettings;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what came back for a batch and writes its share of the results: one outcome for every row
 * that the batch covers, whatever happened to it.
 */
@Singleton
public final class CollectBatch {
    private static final Logger LOG = LoggerFactory.getLogger(CollectBatch.class);
    private static final int NOT_FOUND = 404;

    private final Jobs jobs;
    private final BatchAttempts attempts;
    private final OpenAi openAi;
    private final RawFiles rawFiles;
    private final PartWriter parts;
    private final ScratchSettings scratch;
    private final InstantSource clock;

    public CollectBatch(
            Jobs jobs,
            BatchAttempts attempts,
            OpenAi openAi,
            RawFiles rawFiles,
            PartWriter parts,
            ScratchSettings scratch,
            InstantSource clock) {
        this.jobs = jobs;
        this.attempts = attempts;
        this.openAi = openAi;
        this.rawFiles = rawFiles;
        this.parts = parts;
        this.scratch = scratch;
        this.clock = clock;
    }

    CollectAnswer run(CollectRequest request) throws IOException {
        Job job = jobs.require(request.jobId());
        BatchAttempt attempt = attempts.require(job.id(), request.batch(), request.attempt());
        if (attempt.phase() == Phase.COLLECTED) {
            return new CollectAnswer(1, true, attempt.rows());
        }
        Batch batch = attempt.batchId() == null ? null : look(attempt.batchId());
        if (batch != null && !batch.status().isOver() && attempt.phase() != Phase.OVER) {
            return new CollectAnswer(1, false, 0);
        }
        collect(job, attempt, batch, request.failure());
        return new CollectAnswer(1, true, attempt.rows());
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
            collect(job, attempt, batch, failure);
        } catch (OpenAiException unreachable) {
            LOG.warn("job {}: batch {} is given up", job.id(), attempt.batch(), unreachable);
            collect(job, attempt, null, failure);
        }
    }

    private void collect(
            Job job, BatchAttempt attempt, @Nullable Batch batch, @Nullable Failure failure)
            throws IOException {
        Path folder = scratch.newFolder();
        try {
            Path output = folder.resolve("output.jsonl");
            Path error = folder.resolve("error.jsonl");
            rawFiles.fetch(
                    raw(job, attempt, "output"),
                    batch == null ? null : batch.outputFileId(),
                    output);
            rawFiles.fetch(
                    raw(job, attempt, "error"), batch == null ? null : batch.errorFileId(), error);
            var unanswered = Unanswered.of(job, batch, failure);
            String summary = parts.write(job, attempt, unanswered, output, error);
            attempts.collected(attempt, summary, clock.instant());
            LOG.info("job {}: batch {} is collected", job.id(), attempt.batch());
        } finally {
            delete(folder);
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

    private static String raw(Job job, BatchAttempt attempt, String kind) {
        return job.files().raw(attempt.batch(), attempt.attempt(), kind);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
