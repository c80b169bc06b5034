package dev.nightshift.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nightshift.job.Delivery;
import dev.nightshift.job.HandedOver;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobOptions;
import dev.nightshift.job.Savings;
import dev.nightshift.job.Summary;
import dev.nightshift.job.Told;
import dev.nightshift.pricing.Usage;
import dev.nightshift.record.InputFacts;
import dev.nightshift.record.Tally;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as the API tells it, in the words of {@code report.json}. What is not known, or was not
 * said, is absent.
 *
 * @param cancelRequested when somebody asked for its end
 * @param rows records of its input; 0 until they are counted
 * @param input what was found in it; absent until all of it is read
 * @param batches likewise
 * @param round how often it was run, retries included
 * @param outcomes of its records; absent while it goes on, like all figures
 * @param costUsd what was paid, in US dollars
 * @param realtimeCostUsd what the same would have been in real time
 * @param savings against calls in real time, and against a call for each question
 * @param unpricedReplies replies of models whose price is not known; in neither cost
 * @param uncertainCalls direct calls at most that were paid without leaving an answer; likewise
 * @param feed {@code conversations} or {@code table} where one gives it records and gets its
 *     results
 * @param delivery what became of its results in the table that it serves; absent until all are
 *     there
 * @param callback the address that it wants called when it is over
 * @param told what came of calling that, or the stack's own; absent until it was called
 * @param handoverUrl the address that its records are handed to when it is over
 * @param handedOver how far that is; absent until it began
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobView(
        String id,
        String status,
        String source,
        String task,
        String model,
        @Nullable String lane,
        @Nullable String laneReason,
        @Nullable Instant deadline,
        @Nullable String maxCostUsd,
        Instant created,
        @Nullable Instant prepared,
        @Nullable Instant finished,
        @Nullable Instant cancelRequested,
        @Nullable String failure,
        long rows,
        @Nullable InputFacts input,
        int batches,
        int round,
        @Nullable Tally outcomes,
        @Nullable Usage usage,
        @Nullable String costUsd,
        @Nullable String realtimeCostUsd,
        @Nullable Savings savings,
        @Nullable Long unpricedReplies,
        @Nullable Long uncertainCalls,
        @Nullable String feed,
        @Nullable Delivery delivery,
        @Nullable String callback,
        @Nullable Told told,
        @Nullable String handoverUrl,
        @Nullable HandedOver handedOver) {

    /**
     * A job as it is.
     *
     * @param summary what it came to; null while it goes on
     * @param delivery likewise, in a table
     * @param told what came of telling its end; null until that was tried
     * @param handedOver what came of handing its records over; null until that began
     */
    static JobView of(
            Job job,
            @Nullable Summary summary,
            @Nullable Delivery delivery,
            @Nullable Told told,
            @Nullable HandedOver handedOver) {
        JobOptions options = job.options();
        URI callback = options.callback();
        URI handover = options.handover();
        return new JobView(
                job.id().value(),
                job.status().wire(),
                job.source(),
                job.task(),
                job.model(),
                job.laneReason() == null ? null : job.lane().wire(),
                job.laneReason() == null ? null : job.laneReason().wire(),
                options.deadline(),
                text(options.maxCost()),
                job.created(),
                job.prepared(),
                job.finished(),
                job.cancelRequested(),
                job.failure(),
                job.rows(),
                job.input(),
                job.batches(),
                job.round(),
                summary == null ? null : summary.tally(),
                summary == null ? null : summary.usage(),
                summary == null ? null : text(summary.cost()),
                summary == null ? null : text(summary.realtimeCost()),
                summary == null ? null : Savings.of(summary),
                summary == null ? null : summary.unpriced(),
                summary == null ? null : summary.uncertain(),
                job.feed() == null ? null : job.feed().wire(),
                delivery,
                callback == null ? null : callback.toString(),
                told,
                handover == null ? null : handover.toString(),
                handedOver);
    }

    private static @Nullable String text(@Nullable BigDecimal dollars) {
        return dollars == null ? null : dollars.toPlainString();
    }
}
