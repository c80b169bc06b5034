package dev.nightshift.job;

import dev.nightshift.pricing.Lane;
import dev.nightshift.record.InputFacts;
import dev.nightshift.record.InputHints;
import dev.nightshift.storage.Item;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A job as the attributes of its row, which {@link Jobs} lists. */
final class JobRow {
    private JobRow() {}

    /** What a job is told with, added to its keys. */
    static Item of(Item keys, Job job) {
        return options(keys, job.options())
                .put("owner", job.owner())
                .put("source", job.source())
                .put("task", job.task())
                .put("model", job.model())
                .put("lane", job.lane().wire())
                .put("lane_reason", job.laneReason() == null ? null : job.laneReason().wire())
                .put("job_status", job.status().wire())
                .put("run_number", (long) job.run())
                .put("round_number", (long) job.round())
                .put("feed", job.feed() == null ? null : job.feed().wire())
                .put("created", job.created());
    }

    private static Item options(Item item, JobOptions options) {
        Lane lane = options.lane();
        URI callback = options.callback();
        URI handover = options.handover();
        return item.put("id_column", options.input().idColumn())
                .put("delimiter", options.input().delimiterText())
                .put("encoding", options.input().encodingText())
                .put("lane_wanted", lane == null ? null : lane.wire())
                .put("max_cost", options.maxCost())
                .put("deadline", options.deadline())
                .put("max_records", options.maxRecords())
                .put("fresh", options.isFresh() ? 1L : null)
                .put("safe_csv", options.isSafeCsv() ? 1L : null)
                .put("origin", options.origin())
                .put("callback", callback == null ? null : callback.toString())
                .put("handover_url", handover == null ? null : handover.toString());
    }

    private static JobOptions options(Item item) {
        String lane = item.text("lane_wanted");
        long maxRecords = item.number("max_records");
        String callback = item.text("callback");
        String handover = item.text("handover_url");
        return new JobOptions(
                InputHints.NONE
                        .withIdColumn(item.text("id_column"))
                        .withDelimiter(item.text("delimiter"))
                        .withEncoding(item.text("encoding")),
                lane == null ? null : Lane.fromWire(lane),
                item.decimal("max_cost"),
                item.instant("deadline"),
                maxRecords == 0 ? null : maxRecords,
                item.number("fresh") > 0,
                item.number("safe_csv") > 0,
                item.text("origin"),
                new Callbacks(
                        callback == null ? null : URI.create(callback),
                        handover == null ? null : URI.create(handover)));
    }

    /** Null until it is read, and in rows of an earlier version. */
    private static @Nullable InputFacts input(Item item) {
        String readAs = item.text("read_as");
        return readAs == null
                ? null
                : new InputFacts(
                        item.number("input_rows"),
                        item.number("dropped_rows"),
                        item.number("row_count"),
                        readAs);
    }

    private static AttemptLimits attemptLimits(Item item) {
        return item.number("limit_factor") == 0
                ? AttemptLimits.ONCE
                : new AttemptLimits(
                        (int) item.number("resends"),
                        (int) item.number("larger_limits"),
                        (int) item.number("repairs"),
                        (int) item.number("limit_factor"));
    }

    /** Rows of the first version say nothing of lanes, runs and rounds: there was one of each. */
    private static Lane lane(Item item) {
        String lane = item.text("lane");
        return lane == null ? Lane.BATCH : Lane.fromWire(lane);
    }

    static Job read(Item item) {
        Instant created = Instant.parse(item.require("created"));
        return new Job(
                new JobId(item.require("pk").substring("JOB#".length())),
                item.text("owner"),
                item.require("source"),
                item.require("task"),
                item.require("model"),
                options(item),
                lane(item),
                LaneReason.of(item.text("lane_reason")),
                JobStatus.of(item.require("job_status")),
                (int) item.number("batches"),
                item.number("row_count"),
                input(item),
                (int) Math.max(1, item.number("run_number")),
                (int) Math.max(1, item.number("round_number")),
                Again.of(item.text("again_kind")),
                attemptLimits(item),
                created,
                item.instant("prepared"),
                item.instant("finished"),
                item.instant("cancel_requested"),
                item.text("failure"),
                item.text("summary"),
                Feed.of(item.text("feed")),
                item.text("delivery"),
                item.text("told"),
                item.text("handed_over"));
    }
}
