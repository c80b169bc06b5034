package dev.nightshift.batch;

import dev.nightshift.job.JobId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A try at one batch of a job, as its row says.
 *
 * @param batch which batch of the job, from 1
 * @param attempt which try at it, from 1
 * @param phase how far it is with us
 * @param requests lines in its file; 0 when none of its rows could be used
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
 * @param summary the part's tally and bill as JSON; null before it was collected
 * @param inputTokens what its requests come to, margin included; see {@link RequestTokens#input}
 * @param outputTokensLimit the most tokens its replies may have
 */
public record BatchAttempt(
        JobId job,
        int batch,
        int attempt,
        Phase phase,
        int requests,
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
        @Nullable String summary,
        long inputTokens,
        long outputTokensLimit) {

    /** How far a batch is with us. */
    public enum Phase {
        /** Its requests are written. */
        WRITTEN,
        /** It is at OpenAI. */
        SUBMITTED,
        /** OpenAI is done with it, or will never begin. */
        OVER,
        /** Every record of it has its outcome. */
        COLLECTED
    }

    /** What the batch carries in its metadata, so that a lost one is found again. */
    public String reference() {
        return job + "/" + batch + "/" + attempt;
    }
}
