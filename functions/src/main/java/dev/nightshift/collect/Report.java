package dev.nightshift.collect;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.estimate.AwsEstimate;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobStatus;
import dev.nightshift.job.LaneReason;
import dev.nightshift.job.Savings;
import dev.nightshift.job.Summary;
import dev.nightshift.pricing.Usage;
import dev.nightshift.record.InputFacts;
import dev.nightshift.record.Tally;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job's {@code report.json}. Costs are in US dollars, as text, so that no reader rounds them.
 *
 * @param task name and version
 * @param lane that its requests took at first; each attempt says its own
 * @param laneReason why; absent until it was chosen
 * @param deadline when its results were wanted; absent where none was said
 * @param deadlineMet whether all of them were there by then; absent likewise
 * @param failure why the job failed; absent when it did not
 * @param rows records of the input
 * @param input what was found in it; absent where the job failed before all of it was read
 * @param outcomes records by outcome; they sum to the rows
 * @param costUsd what was paid
 * @param realtimeCostUsd the same tokens in real time
 * @param awsUsd what the job cost at AWS by item, as {@link AwsEstimate} reckons it, and what that
 *     rests on as {@code assumed}
 * @param savings against calls in real time, and against a call for each question
 * @param unpricedReplies replies of models whose price is not known; in neither cost
 * @param oddLines lines of OpenAI's files that led to no record
 * @param uncertainCalls direct calls at most that were paid without leaving an answer; they are in
 *     neither cost
 * @param sentAgain records that another attempt carried, by what was to help them
 * @param disagreements where OpenAI's own count of tokens is not the sum over its lines
 * @param batches every attempt at every batch, in order
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record Report(
        String job,
        String status,
        String task,
        String model,
        String source,
        String lane,
        @Nullable String laneReason,
        @Nullable Instant deadline,
        @Nullable Boolean deadlineMet,
        @Nullable String failure,
        Instant created,
        @Nullable Instant prepared,
        Instant finished,
        double seconds,
        long rows,
        @Nullable InputFacts input,
        Tally outcomes,
        Usage usage,
        String costUsd,
        String realtimeCostUsd,
        Map<String, @Nullable String> awsUsd,
        Savings savings,
        long unpricedReplies,
        long oddLines,
        long uncertainCalls,
        Map<String, Long> sentAgain,
        List<String> disagreements,
        List<BatchReport> batches) {

    /**
     * One attempt at a batch.
     *
     * @param requests lines of its file
     * @param usage tokens of this attempt alone
     * @param costUsd likewise
     * @param sentAgain records that the next attempt carried, by what was to help them
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record BatchReport(
            int batch,
            int attempt,
            String lane,
            @Nullable String batchId,
            @Nullable String status,
            int requests,
            Usage usage,
            String costUsd,
            Map<String, Long> sentAgain,
            @Nullable Instant submitted,
            @Nullable Instant over,
            @Nullable Instant collected) {

        static BatchReport of(BatchAttempt attempt, Summary summary) {
            return new BatchReport(
                    attempt.batch(),
                    attempt.attempt(),
                    attempt.lane().wire(),
                    attempt.batchId(),
                    attempt.status(),
                    attempt.requests(),
                    summary.usage(),
                    summary.cost().toPlainString(),
                    summary.sentAgain(),
                    attempt.submitted(),
                    attempt.over(),
                    attempt.collected());
        }
    }

    static Report of(
            Job job,
            JobStatus status,
            Instant finished,
            @Nullable String failure,
            Summary summary,
            AwsEstimate aws,
            List<BatchReport> batches) {
        Map<String, @Nullable String> awsUsd = aws.byItem();
        awsUsd.put("assumed", AwsEstimate.ASSUMPTIONS_OF_A_RUN);
        LaneReason reason = job.laneReason();
        Instant deadline = job.options().deadline();
        return new Report(
                job.id().value(),
                status.wire(),
                job.task(),
                job.model(),
                job.source(),
                job.lane().wire(),
                reason == null ? null : reason.wire(),
                deadline,
                deadline == null
                        ? null
                        : status == JobStatus.COMPLETED && !finished.isAfter(deadline),
                failure,
                job.created(),
                job.prepared(),
                finished,
                Duration.between(job.created(), finished).toMillis() / 1000.0,
                job.rows(),
                job.input(),
                summary.tally(),
                summary.usage(),
                summary.cost().toPlainString(),
                summary.realtimeCost().toPlainString(),
                awsUsd,
                Savings.of(summary),
                summary.unpriced(),
                summary.oddLines(),
                summary.uncertain(),
                summary.sentAgain(),
                summary.disagreements(),
                batches);
    }
}
