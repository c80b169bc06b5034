package dev.nightshift.collect;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.budget.Budget;
import dev.nightshift.cost.Costs;
import dev.nightshift.done.DoneIndex;
import dev.nightshift.done.Shelf;
import dev.nightshift.job.Job;
import dev.nightshift.job.Jobs;
import dev.nightshift.openai.Batch;
import dev.nightshift.openai.OpenAi;
import dev.nightshift.openai.OpenAiException;
import dev.nightshift.storage.Bucket;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes a job that is over: its files at OpenAI, its entries in the index of finished work, its
 * objects, its rows. The job's own row goes last, so that what breaks off can be repeated.
 */
@Singleton
final class DeleteJob {
    private static final Logger LOG = LoggerFactory.getLogger(DeleteJob.class);

    private final Jobs jobs;
    private final BatchAttempts attempts;
    private final DoneIndex done;
    private final Bucket bucket;
    private final ResultsOfUpload upload;
    private final OpenAi openAi;
    private final Tidy tidy;
    private final Budget budget;
    private final Costs costs;

    DeleteJob(
            Jobs jobs,
            BatchAttempts attempts,
            DoneIndex done,
            Bucket bucket,
            ResultsOfUpload upload,
            OpenAi openAi,
            Tidy tidy,
            Budget budget,
            Costs costs) {
        this.jobs = jobs;
        this.attempts = attempts;
        this.done = done;
        this.bucket = bucket;
        this.upload = upload;
        this.openAi = openAi;
        this.tidy = tidy;
        this.budget = budget;
        this.costs = costs;
    }

    CollectAnswer run(CollectRequest request) throws IOException {
        Optional<Job> found = jobs.find(request.jobId());
        if (found.isEmpty()) {
            return CollectAnswer.DONE;
        }
        Job job = found.get();
        if (!job.status().isOver()) {
            throw new IllegalStateException("job " + job.id() + " is not over");
        }
        for (BatchAttempt attempt : attempts.of(job.id())) {
            tidy.away(attempt, look(attempt.batchId()));
        }
        done.forget(Shelf.of(job), job.id());
        upload.delete(job);
        bucket.deleteAll(job.files().all());
        attempts.of(job.id()).forEach(attempts::delete);
        budget.forget(job.id());
        costs.forget(job.id());
        jobs.delete(job.id());
        LOG.info("job {} is deleted", job.id());
        return CollectAnswer.DONE;
    }

    /** The batch, when it can be had; else its files expire at OpenAI by themselves. */
    private @Nullable Batch look(@Nullable String batchId) {
        try {
            return batchId == null ? null : openAi.batch(batchId);
        } catch (OpenAiException unreachable) {
            LOG.warn("batch {} cannot be looked at: {}", batchId, unreachable.getMessage());
            return null;
        }
    }
}
