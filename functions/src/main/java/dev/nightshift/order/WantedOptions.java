package dev.nightshift.order;

import dev.nightshift.budget.Dollars;
import dev.nightshift.job.Callback;
import dev.nightshift.job.JobOptions;
import dev.nightshift.pricing.Lane;
import dev.nightshift.pricing.Prices;
import dev.nightshift.record.InputHints;
import dev.nightshift.record.Records;
import dev.nightshift.task.Task;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a job beside its task and its input.
 *
 * @param lane {@code batch}, {@code realtime} or {@code auto}
 * @param deadline when the results are wanted
 * @param maxCostUsd what the job may cost at most, in US dollars
 * @param fresh whether to pay again for records that have a result from an earlier job
 * @param idColumn the column of the records' ids; the one named id if not said
 * @param delimiter what separates the cells of a CSV file: one character, or {@code comma}, {@code
 *     semicolon}, {@code tab}, {@code pipe}; found out if not said
 * @param encoding how the file's characters are written, such as {@code windows-1252}; found out if
 *     not said
 * @param sample only the first so many records are done, in real time
 * @param model another than the task's own
 * @param safeCsv whether cells of the input that a spreadsheet would run as formulas are made
 *     harmless in {@code csv} results, as those of the model always are
 * @param callback a public {@code https} address that is called when the job is over
 * @param handoverUrl one that its records are handed to then, as its task's {@code
 *     results.handover} maps them
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record WantedOptions(
        @Nullable @Pattern(regexp = "batch|realtime|auto") String lane,
        @Nullable Instant deadline,
        @Nullable @Pattern(regexp = Dollars.SHAPE) String maxCostUsd,
        @Nullable Boolean fresh,
        @Nullable @Size(min = 1, max = 200) String idColumn,
        @Nullable @Size(min = 1, max = 20) String delimiter,
        @Nullable @Size(min = 1, max = 40) String encoding,
        @Nullable @Min(1) @Max(Records.MAX_ROWS) Long sample,
        @Nullable @Size(min = 1, max = 100) String model,
        @Nullable Boolean safeCsv,
        @Nullable @Size(min = 1, max = Callback.LONGEST) String callback,
        @Nullable @Size(min = 1, max = Callback.LONGEST) String handoverUrl) {

    /** Nothing in particular. */
    public static final WantedOptions NONE =
            new WantedOptions(
                    null, null, null, null, null, null, null, null, null, null, null, null);

    /**
     * The options of a job that begins at {@code now}.
     *
     * @throws InvalidOptionException when one is none, or the deadline has passed
     */
    public JobOptions at(Instant now) {
        if (deadline != null && !deadline.isAfter(now)) {
            throw new InvalidOptionException("deadline", "must be ahead");
        }
        JobOptions options =
                JobOptions.STANDARD
                        .withInput(input())
                        .withLane(lane == null || lane.equals("auto") ? null : Lane.fromWire(lane))
                        .withDeadline(deadline)
                        .withMaxCost(maxCostUsd == null ? null : new BigDecimal(maxCostUsd))
                        .withFresh(Boolean.TRUE.equals(fresh))
                        .withSafeCsv(Boolean.TRUE.equals(safeCsv))
                        .withCallback(address("callback", callback))
                        .withHandover(address("handover_url", handoverUrl));
        return sample == null
                ? options
                : options.withLane(Lane.REALTIME).withDeadline(null).withMaxRecords(sample);
    }

    /**
     * A task with the model that is wanted.
     *
     * @throws InvalidOptionException when there is no such model, or the task maps no records that
     *     are to be handed over
     */
    public Task appliedTo(Task task, Prices prices, Instant now) {
        if (handoverUrl != null && task.replies().handover().isEmpty()) {
            throw new InvalidOptionException(
                    "handover_url", "the task has no results.handover that maps records");
        }
        if (model == null) {
            return task;
        }
        if (prices.of(model, LocalDate.ofInstant(now, ZoneOffset.UTC)).isEmpty()) {
            throw new InvalidOptionException("model", "the model is not known");
        }
        return task.withModel(model);
    }

    private static @Nullable URI address(String option, @Nullable String url) {
        try {
            return url == null ? null : Callback.parse(url);
        } catch (IllegalArgumentException e) {
            throw new InvalidOptionException(option, String.valueOf(e.getMessage()));
        }
    }

    private InputHints input() {
        InputHints hints = InputHints.NONE.withIdColumn(idColumn);
        String option = "delimiter";
        try {
            hints = hints.withDelimiter(delimiter);
            option = "encoding";
            return hints.withEncoding(encoding);
        } catch (IllegalArgumentException e) {
            throw new InvalidOptionException(option, String.valueOf(e.getMessage()));
        }
    }
}
