package dev.nightshift.job;

import dev.nightshift.pricing.Lane;
import dev.nightshift.record.InputFacts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A job, as its row says.
 *
 * @param owner who started it, as callers are called; null for whoever has the stack
 * @param source the name of the file that was handed in
 * @param task the task's name and version
 * @param options what the user wants of it
 * @param lane how its requests reach the model at first; the batch lane until that is chosen
 * @param laneReason why; null until it is chosen
 * @param batches how many batches it was cut into; 0 until that is known
 * @param rows records of the input, those that could not be used included; 0 until known
 * @param input what was found in it; null until all of it is read
 * @param run how often an execution of the state machine was started for it, from 1
 * @param round how often the user had it run, from 1
 * @param again which records this round runs; null in the first
 * @param attemptLimits how often its records may be sent again; none until it is prepared
 * @param prepared when all its requests were written; null before
 * @param finished when it ended; null while it goes on
 * @param cancelRequested when the user asked to stop it; null when not
 * @param failure why it failed, in one line; null when it did not
 * @param summary the report's figures as JSON; null while it goes on
 * @param feed who wrote its input and gets its results; null for the user, with files
 * @param delivery what became of its results in a table, as JSON; null until all are given back
 * @param told what came of calling an address when it was over, as {@link Told} in JSON; null until
 *     one was called
 * @param handedOver what came of handing its records over when it was over, as {@link HandedOver}
 *     in JSON; null until that began
 */
public record Job(
        JobId id,
        @Nullable String owner,
        String source,
        String task,
        String model,
        JobOptions options,
        Lane lane,
        @Nullable LaneReason laneReason,
        JobStatus status,
        int batches,
        long rows,
        @Nullable InputFacts input,
        int run,
        int round,
        @Nullable Again again,
        AttemptLimits attemptLimits,
        Instant created,
        @Nullable Instant prepared,
        @Nullable Instant finished,
        @Nullable Instant cancelRequested,
        @Nullable String failure,
        @Nullable String summary,
        @Nullable Feed feed,
        @Nullable String delivery,
        @Nullable String told,
        @Nullable String handedOver) {

    /** The name of the execution that carries it at present. */
    public String execution() {
        return run == 1 ? id.value() : id + "-" + run;
    }

    /**
     * When its results are wanted; null for whenever they come. What is run again after the
     * deadline has none.
     */
    public @Nullable Instant deadline(Instant now) {
        Instant deadline = options.deadline();
        return deadline == null || (round > 1 && now.isAfter(deadline)) ? null : deadline;
    }

    /** Whether it is over, and a table that it serves has its results. */
    public boolean isDelivered() {
        return status.isOver() && (feed != Feed.TABLE || delivery != null);
    }

    /** The day whose prices hold for it. */
    public LocalDate priceDay() {
        return LocalDate.ofInstant(created, ZoneOffset.UTC);
    }

    public JobFiles files() {
        return new JobFiles(id);
    }
}
