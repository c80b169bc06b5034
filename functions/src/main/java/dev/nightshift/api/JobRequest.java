package dev.nightshift.api;

import dev.nightshift.budget.Dollars;
import dev.nightshift.record.Records;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job that a caller wants started, or estimated. It has {@code records}, {@code input} or {@code
 * source}.
 *
 * @param task its name
 * @param definition a task of the caller's own, as YAML, in place of {@code task}
 * @param records the records themselves, each an object; null where {@code input} says where they
 *     are
 * @param source a table whose records are taken when the job begins, and that gets their results:
 *     {@code {"dynamodb": {…}}} or {@code {"sql": {…}}}; not to be estimated
 * @param options null for none
 */
@Schema(example = JobRequest.EXAMPLE)
@Serdeable(naming = SnakeCaseStrategy.class)
record JobRequest(
        @Nullable @Size(min = 1, max = 200) String task,
        @Nullable @Size(min = 1, max = LONGEST_DEFINITION) String definition,
        @Nullable @Size(min = 1, max = MOST_RECORDS) List<Map<String, @Nullable Object>> records,
        @Nullable @Valid Input input,
        @Nullable @Size(min = 1, max = 1) Map<String, @Nullable Object> source,
        @Nullable @Valid Options options) {
    static final int MOST_RECORDS = 1_000;
    static final int LONGEST_DEFINITION = 200_000;
    static final String EXAMPLE =
            """
            {"task": "qualify", "records": [{"id": "p-1", "title": "Clerk", "description": "We retype orders every day"}]}
            """;

    /** An amount of US dollars; money is text, so that nobody rounds it. */
    static final String DOLLARS = Dollars.SHAPE;

    /**
     * A file in the bucket, CSV or JSON, by one of two.
     *
     * @param upload the id that {@code POST /uploads} gave
     * @param key of an object under {@code uploads/}, put there by other means
     */
    @Serdeable
    record Input(
            @Nullable @Pattern(regexp = "[0-9a-f]{32}") String upload,
            @Nullable @Pattern(regexp = "uploads/(?!api/).+") @Size(max = 1_024) String key) {}

    /**
     * What is wanted of the job beside that.
     *
     * @param lane {@code batch}, {@code realtime} or {@code auto}
     * @param deadline when the results are wanted
     * @param maxCostUsd what the job may cost at most, in US dollars
     * @param fresh whether to pay again for records that have a result from an earlier job
     * @param idColumn the column of the records' ids; the one named id if not said
     * @param delimiter what separates the cells of a CSV file: one character, or {@code comma},
     *     {@code semicolon}, {@code tab}, {@code pipe}; found out if not said
     * @param encoding how the file's characters are written, such as {@code windows-1252}; found
     *     out if not said
     * @param sample only the first so many records are done, in real time
     * @param model another than the task's own
     * @param safeCsv whether cells of the input that a spreadsheet would run as formulas are made
     *     harmless in {@code csv} results, as those of the model always are
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Options(
            @Nullable @Pattern(regexp = "batch|realtime|auto") String lane,
            @Nullable Instant deadline,
            @Nullable @Pattern(regexp = DOLLARS) String maxCostUsd,
            @Nullable Boolean fresh,
            @Nullable @Size(min = 1, max = 200) String idColumn,
            @Nullable @Size(min = 1, max = 20) String delimiter,
            @Nullable @Size(min = 1, max = 40) String encoding,
            @Nullable @Min(1) @Max(Records.MAX_ROWS) Long sample,
            @Nullable @Size(min = 1, max = 100) String model,
            @Nullable Boolean safeCsv) {
        static final Options NONE =
                new Options(null, null, null, null, null, null, null, null, null, null);
    }

    /** The options; none where none were said. */
    Options wanted() {
        return options == null ? Options.NONE : options;
    }
}
