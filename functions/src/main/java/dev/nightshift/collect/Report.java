package dev.nightshift.collect;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobStatus;
import dev.nightshift.job.Summary;
import dev.nightshift.pricing.Usage;
import dev.nightshift.record.Tally;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job's {@code report.json}. Costs are in US dollars, as text, so that no reader rounds them.
 *
 * @param task name and version
 * @param failure why the job failed; absent when it did not
 * @param rows rows of the input
 * @param outcomes records by outcome; they sum to the rows
 * @param costUsd at the batch price
 * @param realtimeCostUsd the same tokens in real time
 * @param unpricedReplies replies of models whose price is not known; in neither cost
 * @param oddLines lines of OpenAI's files that led to no record
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record Report(
        String job,
        String status,
        String task,
        String model,
        String source,
        @Nullable String failure,
        Instant created,
        @Nullable Instant prepared,
        Instant finished,
        double seconds,
        long rows,
        Tally outcomes,
        Usage usage,
        String costUsd,
        String realtimeCostUsd,
        long unpricedReplies,
        long oddLines,
        List<BatchReport> batches) {

    /** One batch of the job. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BatchReport(
            int batch,
            int attempt,
            @Nullable String batchId,
            @Nullable String status,
            int requests,
            long rows,
            @Nullable Instant submitted,
            @Nullable Instant over,
            @Nullable Instant collected) {}

    static Report of(
            Job job,
            JobStatus status,
            Instant finished,
            @Nullable String failure,
            Summary summary,
            List<BatchAttempt> parts) {
        return new Report(
                job.id().value(),
                status.wire(),
                job.task(),
                job.model(),
                job.source(),
                failure,
                job.created(),
                job.prepared(),
                finished,
                Duration.between(job.created(), finished).toMillis() / 1000.0,
                job.rows(),
                summary.tally(),
                summary.usage(),
                summary.cost().toPlainString(),
                summary.realtimeCost().toPlainString(),
                summary.unpriced(),
                summary.oddLines(),
                parts.stream().map(Report::batch).toList());
    }

    private static BatchReport batch(BatchAttempt part) {
        return new BatchReport(
                part.batch(),
                part.attempt(),
                part.batchId(),
                part.status(),
                part.requests(),
                part.rows(),
                part.submitted(),
                part.over(),
                part.collected());
    }
}
