package dev.nightshift.exchange;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.nightshift.job.Delivery;
import dev.nightshift.lambda.Concerning;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step of a job that serves a table, or, without one, a schedule's wish for the next such job: of
 * one source, or of the next in a pipeline of several.
 *
 * @param version of this contract, 1; 0 in a schedule's input
 * @param step null in a schedule's input
 * @param job which job; null in a schedule's input
 * @param cursor where the step is to be gone on with; null for its beginning
 * @param source of a schedule's input: the table, as in {@code POST /jobs}
 * @param task of a schedule's input: its name
 * @param options of a schedule's input; null for none
 * @param pipeline of a schedule's input, in place of these three; null for none
 */
@Serdeable
public record ExchangeRequest(
        int version,
        @Nullable Step step,
        @Nullable String job,
        @Nullable Cursor cursor,
        @Nullable Map<String, @Nullable Object> source,
        @Nullable String task,
        @Nullable Options options,
        @Nullable List<Wish> pipeline)
        implements Concerning {

    /** A source of a pipeline, and what is to be done with its records; likewise. */
    @Serdeable
    public record Wish(
            @Nullable Map<String, @Nullable Object> source,
            @Nullable String task,
            @Nullable Options options) {}

    /**
     * What a schedule wants, source by source.
     *
     * @throws IllegalArgumentException when it wants nothing, or one and a pipeline
     */
    List<Wish> wishes() {
        if (pipeline == null) {
            return List.of(new Wish(source, task, options));
        }
        if (pipeline.isEmpty() || source != null || task != null || options != null) {
            throw new IllegalArgumentException(
                    "a pipeline has one source or more, and stands in place of source, task and options");
        }
        return pipeline;
    }

    /** What is to be done. */
    @Serdeable
    public enum Step {
        /** The records that are due become the job's input. */
        @JsonProperty("fetch")
        FETCH,
        /** The table gets the job's results. */
        @JsonProperty("deliver")
        DELIVER
    }

    /**
     * How far a step got.
     *
     * @param part shares of the input written so far; 0 in a delivery
     * @param position records fetched so far, or bytes of the results delivered
     * @param after the place in the table; null for its beginning, and in a delivery
     * @param delivery what became of results so far; null while records are fetched
     */
    @Serdeable
    public record Cursor(
            int part, long position, @Nullable String after, @Nullable Delivery delivery) {
        static final Cursor START = new Cursor(0, 0, null, null);
    }

    /**
     * What a schedule wants of its jobs.
     *
     * @param lane {@code batch} or {@code realtime}; null to have it chosen
     * @param maxCostUsd of each job, in US dollars; null for no cap of its own
     * @param callback the address that is called when one is over; null for the stack's own
     * @param handoverUrl the address that its records are handed to then; null for none
     */
    @Serdeable
    public record Options(
            @Nullable String lane,
            @JsonProperty("max_cost_usd") @Nullable String maxCostUsd,
            @Nullable String callback,
            @JsonProperty("handover_url") @Nullable String handoverUrl) {}
}
