package dev.nightshift.job;

import dev.nightshift.pricing.Lane;
import dev.nightshift.record.InputHints;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants of a job, beside its input and its task.
 *
 * @param input how its input is to be read
 * @param lane how its requests are to reach the model; null to have it chosen, by size and deadline
 * @param maxCost what it may cost at most, in US dollars; null for no cap of its own
 * @param deadline when its results are wanted; null for whenever they come
 * @param maxRecords how many rows of its input are taken, from the first on; null for all
 * @param isFresh whether records are paid for that have a result from an earlier job
 * @param isSafeCsv whether cells of the input that a spreadsheet would run as formulas are made
 *     harmless in the table of results, as those of the model always are
 * @param origin the key of the object that started it by being put into the bucket, see {@code
 *     upload.Dropped}; null for a job that was asked for
 * @param calls the addresses that are called when it is over
 */
public record JobOptions(
        InputHints input,
        @Nullable Lane lane,
        @Nullable BigDecimal maxCost,
        @Nullable Instant deadline,
        @Nullable Long maxRecords,
        boolean isFresh,
        boolean isSafeCsv,
        @Nullable String origin,
        Callbacks calls) {

    /** Nothing in particular. */
    public static final JobOptions STANDARD =
            new JobOptions(
                    InputHints.NONE, null, null, null, null, false, false, null, Callbacks.NONE);

    public JobOptions {
        if (maxCost != null && maxCost.signum() < 0) {
            throw new IllegalArgumentException("a job may cost 0 or more, not " + maxCost);
        }
        if (maxRecords != null && maxRecords < 1) {
            throw new IllegalArgumentException("a job takes 1 record or more, not " + maxRecords);
        }
    }

    public JobOptions withIdColumn(@Nullable String column) {
        return withInput(input.withIdColumn(column));
    }

    public JobOptions withInput(InputHints how) {
        return new JobOptions(
                how, lane, maxCost, deadline, maxRecords, isFresh, isSafeCsv, origin, calls);
    }

    public JobOptions withLane(@Nullable Lane chosen) {
        return new JobOptions(
                input, chosen, maxCost, deadline, maxRecords, isFresh, isSafeCsv, origin, calls);
    }

    public JobOptions withMaxCost(@Nullable BigDecimal dollars) {
        return new JobOptions(
                input, lane, dollars, deadline, maxRecords, isFresh, isSafeCsv, origin, calls);
    }

    public JobOptions withDeadline(@Nullable Instant when) {
        return new JobOptions(
                input, lane, maxCost, when, maxRecords, isFresh, isSafeCsv, origin, calls);
    }

    public JobOptions withMaxRecords(@Nullable Long rows) {
        return new JobOptions(
                input, lane, maxCost, deadline, rows, isFresh, isSafeCsv, origin, calls);
    }

    public JobOptions withFresh(boolean fresh) {
        return new JobOptions(
                input, lane, maxCost, deadline, maxRecords, fresh, isSafeCsv, origin, calls);
    }

    public JobOptions withSafeCsv(boolean safe) {
        return new JobOptions(
                input, lane, maxCost, deadline, maxRecords, isFresh, safe, origin, calls);
    }

    public JobOptions withOrigin(@Nullable String key) {
        return new JobOptions(
                input, lane, maxCost, deadline, maxRecords, isFresh, isSafeCsv, key, calls);
    }

    public JobOptions withCallback(@Nullable URI url) {
        return withCalls(new Callbacks(url, calls.handover()));
    }

    public JobOptions withHandover(@Nullable URI url) {
        return withCalls(new Callbacks(calls.callback(), url));
    }

    private JobOptions withCalls(Callbacks wanted) {
        return new JobOptions(
                input, lane, maxCost, deadline, maxRecords, isFresh, isSafeCsv, origin, wanted);
    }

    /** See {@link Callbacks#callback()}. */
    public @Nullable URI callback() {
        return calls.callback();
    }

    /** See {@link Callbacks#handover()}. */
    public @Nullable URI handover() {
        return calls.handover();
    }
}
