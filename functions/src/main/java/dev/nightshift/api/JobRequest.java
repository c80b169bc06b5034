package dev.nightshift.api;

import dev.nightshift.order.WantedOptions;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
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
        @Nullable @Valid WantedOptions options) {
    static final int MOST_RECORDS = 1_000;
    static final int LONGEST_DEFINITION = 200_000;
    static final String EXAMPLE =
            """
            {"task": "qualify", "records": [{"id": "p-1", "title": "Clerk", "description": "We retype orders every day"}]}
            """;

    /**
     * A file in the bucket, CSV or JSON, by one of two.
     *
     * @param upload the id that {@code POST /uploads} gave
     * @param key of an object under {@code inputs/} or {@code uploads/}, put there by other means;
     *     one in a folder of the latter starts a job of itself
     */
    @Serdeable
    record Input(
            @Nullable @Pattern(regexp = "[0-9a-f]{32}") String upload,
            @Nullable @Pattern(regexp = "(inputs/|uploads/(?!api/)).+") @Size(max = 1_024)
                    String key) {}

    /** The options; none where none were said. */
    WantedOptions wanted() {
        return options == null ? WantedOptions.NONE : options;
    }
}
