package dev.nightshift.submit;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.batch.BatchFateUnknownException;
import dev.nightshift.batch.SubmissionInFlightException;
import dev.nightshift.batch.SubmissionLease;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobTasks;
import dev.nightshift.openai.Batch;
import dev.nightshift.openai.NewBatch;
import dev.nightshift.openai.OpenAi;
import dev.nightshift.openai.OpenAiException;
import dev.nightshift.openai.OutcomeUnknownException;
import dev.nightshift.storage.Bucket;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Uploads a batch's requests and creates the batch.
 *
 * <ol>
 *   <li>Take the lease, or leave it to whoever holds it.
 *   <li>If OpenAI was asked before, look for the batch by its metadata and adopt it. If it is not
 *       to be found, wait until it could not appear any more.
 *   <li>Upload the requests, or use the file that is there.
 *   <li>Note that OpenAI is about to be asked; ask; note the id.
 * </ol>
 */
@Singleton
public final class Submission {
    /** How long a batch whose creation was not answered may take to show up in the list. */
    static final Duration MAY_STILL_APPEAR = Duration.ofMinutes(3);

    /** A batch is over after a day and some minutes; its requests are of no use after that. */
    private static final Duration KEPT_AT_OPENAI = Duration.ofDays(3);

    private final Bucket bucket;
    private final JobTasks tasks;
    private final OpenAi openAi;
    private final BatchAttempts attempts;
    private final LostBatches lost;
    private final InstantSource clock;

    public Submission(
            Bucket bucket,
            JobTasks tasks,
            OpenAi openAi,
            BatchAttempts attempts,
            LostBatches lost,
            InstantSource clock) {
        this.bucket = bucket;
        this.tasks = tasks;
        this.openAi = openAi;
        this.attempts = attempts;
        this.lost = lost;
        this.clock = clock;
    }

    /** The id of the batch at OpenAI, created now or before. */
    String submit(Job job, BatchAttempt unleased) throws IOException {
        try (var lease = SubmissionLease.take(attempts, unleased, clock)) {
            BatchAttempt attempt = lease.attempt();
            if (attempt.creating() != null) {
                Optional<Batch> found = lost.find(attempt, attempt.fileId(), attempt.creating());
                if (found.isPresent()) {
                    return adopt(attempt, found.get());
                }
                if (clock.instant().isBefore(attempt.creating().plus(MAY_STILL_APPEAR))) {
                    throw new BatchFateUnknownException(
                            "batch " + attempt.reference() + " may still appear at OpenAI");
                }
            }
            String file = attempt.fileId() == null ? upload(job, attempt, lease) : attempt.fileId();
            return create(job, attempt, file, lease);
        }
    }

    private String upload(Job job, BatchAttempt attempt, SubmissionLease lease) throws IOException {
        String key = job.files().requests(attempt.batch(), attempt.attempt());
        long bytes = bucket.size(key).orElseThrow();
        String file =
                openAi.upload(
                                attempt.reference().toString().replace('/', '-') + ".jsonl",
                                bytes,
                                () -> lease.renewedBy(bucket.open(key)),
                                KEPT_AT_OPENAI)
                        .id();
        lease.noteFile(file);
        return file;
    }

    private String create(Job job, BatchAttempt attempt, String file, SubmissionLease lease)
            throws IOException {
        NewBatch batch =
                new NewBatch(
                        file,
                        tasks.of(job).endpoint().path(),
                        Map.of(LostBatches.REFERENCE, attempt.reference().toString()));
        Instant asked = lease.noteCreating();
        try {
            return adopt(attempt, openAi.createBatch(batch));
        } catch (OutcomeUnknownException unheard) {
            return adopt(
                    attempt,
                    lost.find(attempt, file, asked)
                            .orElseThrow(
                                    () ->
                                            new BatchFateUnknownException(
                                                    "OpenAI did not say whether it created batch "
                                                            + attempt.reference())));
        } catch (OpenAiException refused) {
            lease.noteNotCreated();
            throw refused;
        }
    }

    private String adopt(BatchAttempt attempt, Batch batch) {
        if (attempts.submitted(attempt, batch, clock.instant())) {
            return batch.id();
        }
        String noted =
                attempts.require(attempt.job(), attempt.batch(), attempt.attempt()).batchId();
        if (noted == null) {
            throw new SubmissionInFlightException(
                    "batch " + attempt.reference() + " changed while it was submitted");
        }
        return noted;
    }
}
