package dev.nightshift.batch;

import dev.nightshift.job.JobId;
import dev.nightshift.openai.Batch;
import dev.nightshift.pricing.Lane;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A try at one batch of a job, as its row says.
 *
 * @param batch which batch of the job, from 1
 * @param attempt which try at it, from 1
 * @param phase how far it is with us
 * @param round the round of its job that it belongs to, from 1
 * @param lane how its requests reach the model
 * @param load what its file holds
 * @param firstOrdinal the ordinal of its first row
 * @param rows how many rows it covers, those that could not be used included
 * @param creating when OpenAI was asked to create the batch; null before. From then on a batch may
 *     exist whose id was never heard
 * @param fileId the uploaded file at OpenAI; null before
 * @param batchId the batch at OpenAI; null before
 * @param status OpenAI's word for how far the batch is; null before it was first heard
 * @param done requests that OpenAI has finished, failed ones included
 * @param submitted when its id was first heard; null before
 * @param over when it was seen to be over; null before
 * @param collected when every record of it had its outcome; null before
 * @param expiresAt when OpenAI ends the batch; null before it was first heard
 * @param token what wakes the execution that waits for this batch; null when none ever did
 * @param cancelled whether the user wants it stopped
 * @param left what the next attempt carries; nothing when there is none, or it is not known yet
 * @param summary what it came to, as JSON; null before it was collected
 * @param outOfTime whether it was given up for its job's deadline
 * @param leased whether somebody submits it, or sends its requests, or died at that
 */
public record BatchAttempt(
        JobId job,
        int batch,
        int attempt,
        Phase phase,
        int round,
        Lane lane,
        Load load,
        long firstOrdinal,
        long rows,
        @Nullable Instant creating,
        @Nullable String fileId,
        @Nullable String batchId,
        @Nullable String status,
        long done,
        @Nullable Instant submitted,
        @Nullable Instant over,
        @Nullable Instant collected,
        @Nullable Instant expiresAt,
        @Nullable String token,
        boolean cancelled,
        Load left,
        @Nullable String summary,
        boolean outOfTime,
        boolean leased) {

    /** So many attempts there are at one batch at most. */
    public static final int MOST = 999;

    /** How far a batch is with us. */
    public enum Phase {
        /** Its requests are written. */
        WRITTEN,
        /** It is at OpenAI. */
        SUBMITTED,
        /** OpenAI is done with it, or will never begin. */
        OVER,
        /**
         * What came back is safe; every record of it has its outcome, or is in the next attempt.
         */
        COLLECTED
    }

    /** The first try at a batch, whose requests are written. */
    public static BatchAttempt first(
            JobId job, int batch, Lane lane, Load load, long firstOrdinal, long rows) {
        return written(job, batch, 1, 1, lane, load, firstOrdinal, rows);
    }

    /** The try after this one, whose requests are written. */
    public BatchAttempt next(int inRound, Lane itsLane, Load itsLoad) {
        return written(job, batch, attempt + 1, inRound, itsLane, itsLoad, firstOrdinal, rows);
    }

    private static BatchAttempt written(
            JobId job,
            int batch,
            int attempt,
            int round,
            Lane lane,
            Load load,
            long firstOrdinal,
            long rows) {
        return new BatchAttempt(
                job,
                batch,
                attempt,
                Phase.WRITTEN,
                round,
                lane,
                load,
                firstOrdinal,
                rows,
                null,
                null,
                null,
                null,
                0,
                null,
                null,
                null,
                null,
                null,
                false,
                Load.NONE,
                null,
                false,
                false);
    }

    /** Lines in its file; 0 when none of its rows could be used. */
    public int requests() {
        return load.requests();
    }

    /** Whether the row has what OpenAI tells of the batch, so that it need not be written again. */
    boolean says(Batch batch) {
        return batch.status().text().equals(status)
                && batch.done() == done
                && (batch.expiresAt() == null || batch.expiresAt().equals(expiresAt));
    }

    /** Whether OpenAI may have a batch for it whose id was never heard. */
    public boolean isUnheardOf() {
        return batchId == null && creating != null;
    }

    /** What the batch carries in its metadata, so that a lost one is found again. */
    public AttemptReference reference() {
        return new AttemptReference(job, batch, attempt);
    }
}
