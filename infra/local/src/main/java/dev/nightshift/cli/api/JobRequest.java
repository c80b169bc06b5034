package dev.nightshift.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.job.JobOptions;
import dev.nightshift.pricing.Lane;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job that is to be started.
 *
 * @param task the name of one that the stack knows; null with {@code definition}
 * @param definition a task of the user's own, as YAML
 * @param input null with {@code source}
 * @param source a table, described; null with {@code input}
 */
public record JobRequest(
        @Nullable String task,
        @Nullable String definition,
        @Nullable Input input,
        @Nullable JsonNode source,
        Options options) {

    /** An upload that has been brought. */
    public record Input(String upload) {}

    /** What is wanted of the job; null for what is not said. */
    public record Options(
            @Nullable String lane,
            @Nullable Instant deadline,
            @Nullable String maxCostUsd,
            @Nullable Boolean fresh,
            @Nullable String idColumn,
            @Nullable String delimiter,
            @Nullable String encoding,
            @Nullable Long sample,
            @Nullable String model,
            @Nullable Boolean safeCsv,
            @Nullable String callback,
            @Nullable String handoverUrl) {
        /** What a user wants of a job. */
        public static Options of(JobOptions wanted) {
            Lane lane = wanted.lane();
            BigDecimal cap = wanted.maxCost();
            URI callback = wanted.callback();
            URI handover = wanted.handover();
            return new Options(
                    lane == null ? null : lane.wire(),
                    wanted.deadline(),
                    cap == null ? null : cap.toPlainString(),
                    wanted.isFresh() ? true : null,
                    wanted.input().idColumn(),
                    wanted.input().delimiterText(),
                    wanted.input().encodingText(),
                    wanted.maxRecords(),
                    null,
                    wanted.isSafeCsv() ? true : null,
                    callback == null ? null : callback.toString(),
                    handover == null ? null : handover.toString());
        }
    }
}
