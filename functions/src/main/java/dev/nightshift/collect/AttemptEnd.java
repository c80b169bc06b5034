package dev.nightshift.collect;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.job.Job;
import dev.nightshift.openai.Batch;
import dev.nightshift.openai.BatchStatus;
import dev.nightshift.openai.BatchUsage;
import dev.nightshift.pricing.Lane;
import dev.nightshift.pricing.Usage;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended. It is kept in the bucket beside what came back, so that records of an
 * earlier attempt are judged the same in every later one.
 *
 * @param status OpenAI's word for the batch's end, and likewise that of direct calls; null when the
 *     batch was never created, or OpenAI does not know it any more
 * @param problems why OpenAI refused the file; empty when it did not
 * @param failure what kept the batch from being created or read; null when nothing did
 * @param cancelled whether the user had asked for the job to be cancelled
 * @param outOfTime whether the job's deadline had it given up, and what was not run can be sent
 *     again
 * @param inputTokens of all its lines, as OpenAI counts the batch; null when not told
 * @param outputTokens likewise
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record AttemptEnd(
        @Nullable String status,
        List<Problem> problems,
        @Nullable Failure failure,
        boolean cancelled,
        boolean outOfTime,
        @Nullable Long inputTokens,
        @Nullable Long outputTokens) {

    AttemptEnd {
        problems = List.copyOf(problems);
    }

    /** Why OpenAI refused a file; {@code line} counts from 1, null for the file as a whole. */
    @Serdeable
    record Problem(@Nullable String code, @Nullable String message, @Nullable Long line) {}

    /**
     * @param batch as OpenAI has it; null when it was never created or is not known any more
     * @param failure what kept the batch from being created or read; null when nothing did
     */
    static AttemptEnd of(
            Job job, BatchAttempt attempt, @Nullable Batch batch, @Nullable Failure failure) {
        boolean cancelled = job.cancelRequested() != null;
        if (batch == null) {
            boolean direct = attempt.lane() == Lane.REALTIME && failure == null;
            BatchStatus end = cancelled ? BatchStatus.CANCELLED : BatchStatus.COMPLETED;
            return new AttemptEnd(
                    direct ? end.text() : null,
                    List.of(),
                    failure,
                    cancelled,
                    attempt.outOfTime() && attempt.batchId() == null,
                    null,
                    null);
        }
        BatchUsage usage = batch.usage();
        return new AttemptEnd(
                batch.statusText(),
                batch.problems().stream()
                        .map(error -> new Problem(error.code(), error.message(), error.line()))
                        .toList(),
                failure,
                cancelled,
                attempt.outOfTime(),
                usage == null ? null : usage.inputTokens(),
                usage == null ? null : usage.outputTokens());
    }

    /**
     * Says where OpenAI's own count of a batch's tokens is not the sum over its lines. Empty when
     * they agree, or OpenAI did not count.
     */
    List<String> disagreements(BatchAttempt attempt, Usage lines) {
        boolean agree =
                (inputTokens == null || inputTokens == lines.inputTokens())
                        && (outputTokens == null || outputTokens == lines.outputTokens());
        return agree
                ? List.of()
                : List.of(
                        "%s: OpenAI counts %s input and %s output tokens, its lines say %d and %d"
                                .formatted(
                                        attempt.batchId(),
                                        inputTokens,
                                        outputTokens,
                                        lines.inputTokens(),
                                        lines.outputTokens()));
    }

    /** Whether OpenAI refused the batch for its limit of enqueued tokens. */
    boolean isOverTokenLimit() {
        return batchStatus() == BatchStatus.FAILED
                && !problems.isEmpty()
                && Failure.TOKEN_LIMIT.equals(problems.getFirst().code());
    }

    /** Whether its requests left us, as far as is known. */
    boolean wasSent() {
        return status != null || failure == null || !failure.isBeforeSending();
    }

    /** The status; {@link BatchStatus#UNKNOWN} when there is none. */
    BatchStatus batchStatus() {
        return BatchStatus.of(status);
    }
}
