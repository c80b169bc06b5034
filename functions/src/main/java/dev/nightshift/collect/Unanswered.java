package dev.nightshift.collect;

import dev.nightshift.job.Job;
import dev.nightshift.openai.Batch;
import dev.nightshift.openai.BatchError;
import dev.nightshift.openai.BatchStatus;
import dev.nightshift.record.Outcome;
import dev.nightshift.record.OutcomeKind;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of the requests of a batch that no line answers.
 *
 * @param byRequest outcomes of requests that OpenAI named in refusing the file, by their line in
 *     it, from 1
 * @param others the outcome of all others
 */
record Unanswered(Map<Long, Outcome> byRequest, Outcome others) {

    /**
     * @param batch as OpenAI has it; null when it was never created or is not known any more
     * @param failure what kept the batch from being created or read; null when nothing did
     */
    static Unanswered of(Job job, @Nullable Batch batch, @Nullable Failure failure) {
        Map<Long, Outcome> named = new HashMap<>();
        if (batch != null && batch.status() == BatchStatus.FAILED) {
            for (BatchError error : batch.problems()) {
                if (error.line() != null) {
                    named.put(error.line(), failed(error));
                }
            }
        }
        return new Unanswered(Map.copyOf(named), others(job, batch, failure));
    }

    Outcome of(long request) {
        return byRequest.getOrDefault(request, others);
    }

    private static Outcome others(Job job, @Nullable Batch batch, @Nullable Failure failure) {
        if (batch == null) {
            if (failure != null) {
                return Outcome.failed(failure.code(), failure.message());
            }
            return job.cancelRequested() == null
                    ? Outcome.failed("batch_lost", "OpenAI does not know the batch any more")
                    : cancelled("the job was cancelled before its batch was created");
        }
        return switch (batch.status()) {
            case FAILED -> batchFailed(batch);
            case EXPIRED ->
                    Outcome.failed(
                            "batch_expired", "the batch expired before this request was run");
            case CANCELLED, CANCELLING ->
                    cancelled("the job was cancelled before this request was run");
            case COMPLETED ->
                    Outcome.failed("missing_line", "OpenAI's files hold no line for this request");
            case VALIDATING, IN_PROGRESS, FINALIZING, UNKNOWN ->
                    Outcome.failed("batch_lost", "the batch did not come to its end");
        };
    }

    private static Outcome batchFailed(Batch batch) {
        for (BatchError error : batch.problems()) {
            if (error.line() == null) {
                return failed(error);
            }
        }
        return Outcome.failed(
                "batch_failed", "OpenAI refused the batch's file because of other lines");
    }

    private static Outcome cancelled(String message) {
        return new Outcome(OutcomeKind.CANCELLED, null, message);
    }

    private static Outcome failed(BatchError error) {
        return Outcome.failed(
                error.code() == null ? "batch_failed" : error.code(),
                error.message() == null ? "OpenAI refused the batch's file" : error.message());
    }
}
