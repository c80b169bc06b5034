package dev.nightshift.cli.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.nightshift.job.Delivery;
import dev.nightshift.job.Feed;
import dev.nightshift.job.HandedOver;
import dev.nightshift.job.JobStatus;
import dev.nightshift.job.LaneReason;
import dev.nightshift.job.Summary;
import dev.nightshift.job.Told;
import dev.nightshift.pricing.Lane;
import dev.nightshift.pricing.Usage;
import dev.nightshift.record.InputFacts;
import dev.nightshift.record.Tally;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job as the API tells it.
 *
 * @param source the name of the file that was handed in
 * @param task name and version
 * @param laneText as it is on the wire; null until the lane is chosen
 * @param laneReasonText why; null until then
 * @param failure why it failed, in one line; null when it did not
 * @param rows records of its input; 0 until they are counted
 * @param input what was found in it; null until all of it is read
 * @param outcomes null while it goes on, like all figures
 * @param feed who gave it records and gets its results; null for a file
 * @param delivery what became of its results in the table that it serves; null until all are there
 * @param callback the address that it wants called when it is over; null for none
 * @param told what came of calling that, or the stack's own; null until it was called
 * @param handoverUrl the address that its records are handed to when it is over; null for none
 * @param handedOver how far that is; null until it began
 */
public record JobView(
        String id,
        @JsonProperty("status") String statusText,
        String source,
        String task,
        String model,
        @JsonProperty("lane") @Nullable String laneText,
        @JsonProperty("lane_reason") @Nullable String laneReasonText,
        @Nullable Instant deadline,
        Instant created,
        @Nullable Instant finished,
        @Nullable Instant cancelRequested,
        @Nullable String failure,
        long rows,
        @Nullable InputFacts input,
        @Nullable Tally outcomes,
        @Nullable Usage usage,
        @Nullable BigDecimal costUsd,
        @Nullable BigDecimal realtimeCostUsd,
        @Nullable Savings savings,
        @Nullable Long unpricedReplies,
        @Nullable Long uncertainCalls,
        @Nullable String feed,
        @Nullable Delivery delivery,
        @Nullable String callback,
        @Nullable Told told,
        @Nullable String handoverUrl,
        @Nullable HandedOver handedOver) {

    /** What it saved; of no interest but for what a call for each question would have cost. */
    public record Savings(BigDecimal oneCallPerQuestionUsd) {}

    /** Some jobs, the newest first; null for no further page. */
    public record Page(List<JobView> jobs, @Nullable String nextCursor) {}

    public JobStatus status() {
        return JobStatus.of(statusText);
    }

    public boolean isOver() {
        return status().isOver();
    }

    /** Whether it is over, and a table that it serves has its results. */
    public boolean isDelivered() {
        return isOver() && (delivery != null || !Feed.TABLE.wire().equals(feed));
    }

    /** Whether an address that it names is still to be called, or just being called. */
    public boolean isBeingTold() {
        return (callback != null && told == null)
                || (handoverUrl != null && (handedOver == null || handedOver.isMoving()));
    }

    public Lane lane() {
        return Lane.REALTIME.wire().equals(laneText) ? Lane.REALTIME : Lane.BATCH;
    }

    public @Nullable LaneReason laneReason() {
        return Arrays.stream(LaneReason.values())
                .filter(reason -> reason.wire().equals(laneReasonText))
                .findFirst()
                .orElse(null);
    }

    /** What it came to; empty while it goes on. */
    public Optional<Summary> summary() {
        return finished == null && outcomes == null && costUsd == null
                ? Optional.empty()
                : Optional.of(
                        new Summary(
                                Objects.requireNonNullElse(outcomes, Tally.EMPTY),
                                Objects.requireNonNullElse(usage, Usage.ZERO),
                                Objects.requireNonNullElse(costUsd, BigDecimal.ZERO),
                                Objects.requireNonNullElse(realtimeCostUsd, BigDecimal.ZERO),
                                savings == null ? null : savings.oneCallPerQuestionUsd(),
                                Objects.requireNonNullElse(unpricedReplies, 0L),
                                0,
                                Objects.requireNonNullElse(uncertainCalls, 0L),
                                Map.of(),
                                List.of()));
    }
}
