package dev.nightshift.job;

import dev.nightshift.record.InputFacts;
import dev.nightshift.storage.Change;
import dev.nightshift.storage.Item;
import dev.nightshift.storage.Table;
import dev.nightshift.storage.Timestamps;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The jobs' rows.
 *
 * <pre>
 * pk JOB#{id}  sk JOB  list JOBS  at {created}#{id}
 * owner, source, task, model, id_column, delimiter, encoding, lane_wanted, max_cost, deadline, max_records, fresh, safe_csv, origin, callback, handover_url, lane, lane_reason, job_status, batches, row_count, input_rows, dropped_rows, read_as, run_number, round_number,
 * again_kind, resends, larger_limits, repairs, limit_factor, created, prepared, finished, cancel_requested, failure, summary, feed, delivery, told, handed_over, start_hash, expires
 * </pre>
 *
 * and beside it, for a start that may be repeated:
 *
 * <pre>
 * pk START#{hash}  sk START
 * job_id, content_hash, expires
 * </pre>
 *
 * A row is written once when the job starts; each later change is one conditional update, and a job
 * that is over does not change again.
 */
@Singleton
public final class Jobs {
    private static final String SK = "JOB";
    private static final String LIST = "JOBS";
    private static final String START = "START";
    private static final String NOT_OVER = "job_status IN (:preparing, :running)";

    private final Table table;

    public Jobs(Table table) {
        this.table = table;
    }

    /** Writes the row of a job that begins. False when there is one with this id already. */
    public boolean create(Job job) {
        return table.putNew(row(job));
    }

    /**
     * Writes the row of a job that begins, and that of its start, unless an earlier start led to a
     * job that stands for it. Both rows appear together, so that a start whose job is gone is free.
     *
     * @return the job that stands
     * @throws StartKeyTakenException when the caller's key stands for another content
     */
    Job create(Job job, StartKey start) {
        while (true) {
            Item row = table.get(startPk(start.hash()), START).orElse(null);
            String id = row == null ? null : row.require("job_id");
            Job before = id == null ? null : find(new JobId(id)).orElse(null);
            if (row != null && before != null && start.isServedBy(before)) {
                if (!start.content().equals(row.require("content_hash"))) {
                    throw new StartKeyTakenException(before.id());
                }
                return before;
            }
            if (table.commit(
                    Change.putNew(row(job).put("start_hash", start.hash())),
                    lead(start, job, id))) {
                return job;
            }
        }
    }

    /** Has a start lead to a job, in place of one that does not stand for it any more. */
    private Change lead(StartKey start, Job job, @Nullable String before) {
        return new Change.Update(
                startPk(start.hash()),
                START,
                "SET job_id = :job, content_hash = :content, expires = :expires",
                before == null ? "attribute_not_exists(pk)" : "job_id = :before",
                Item.values()
                        .put(":job", job.id().value())
                        .put(":content", start.content())
                        .put(":expires", table.expiry(job.created()))
                        .put(":before", before));
    }

    private Item row(Job job) {
        return JobRow.of(Item.of(pk(job.id()), SK), job)
                .put("list", LIST)
                .put("at", place(job))
                .put("expires", table.expiry(job.created()));
    }

    public Optional<Job> find(JobId id) {
        return table.get(pk(id), SK).map(JobRow::read);
    }

    /**
     * The job with an id.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Job require(JobId id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("there is no job " + id));
    }

    /** The newest jobs, newest first, at most {@code limit}. */
    public Stream<Job> newest(int limit) {
        return table.newest(LIST, limit).map(JobRow::read);
    }

    /**
     * The next jobs of the list, newest first, at most {@code limit}.
     *
     * @param after the {@link #place} of the one before them; null for the beginning
     */
    public List<Job> page(@Nullable String after, int limit) {
        return table.page(LIST, after, limit).map(JobRow::read).toList();
    }

    /** Where a job stands in the list. */
    public static String place(Job job) {
        return Timestamps.text(job.created()) + "#" + job.id();
    }

    /**
     * Notes which lane was chosen for a job, unless that was noted before.
     *
     * @return the job with the lane that was noted first
     */
    public Job choose(JobId id, LaneRules.Choice choice) {
        return table.updated(
                        pk(id),
                        SK,
                        "SET lane = :lane, lane_reason = :reason",
                        "attribute_exists(pk) AND attribute_not_exists(lane_reason)",
                        Item.values()
                                .put(":lane", choice.lane().wire())
                                .put(":reason", choice.reason().wire()))
                .map(JobRow::read)
                .orElseGet(() -> require(id));
    }

    /** Notes that all requests of a job are written. */
    public void prepared(
            JobId id, int batches, InputFacts input, AttemptLimits limits, Instant now) {
        table.update(
                pk(id),
                SK,
                "SET job_status = :running, batches = :batches, row_count = :records,"
                        + " input_rows = :rows, dropped_rows = :dropped, read_as = :read_as,"
                        + " resends = :resends, larger_limits = :larger_limits,"
                        + " repairs = :repairs, limit_factor = :limit_factor, prepared = :now",
                NOT_OVER,
                notOver()
                        .put(":batches", (long) batches)
                        .put(":records", input.records())
                        .put(":rows", input.rows())
                        .put(":dropped", input.droppedRows())
                        .put(":read_as", input.readAs())
                        .put(":resends", (long) limits.resends())
                        .put(":larger_limits", (long) limits.largerLimits())
                        .put(":repairs", (long) limits.repairs())
                        .put(":limit_factor", (long) limits.limitFactor())
                        .put(":now", now));
    }

    /**
     * Begins another round of a job that is over; false when it is not, or was never prepared.
     *
     * @param again which records are to be run
     */
    public boolean reopen(JobId id, Again again) {
        return table.update(
                pk(id),
                SK,
                "SET job_status = :running, again_kind = :again, run_number = run_number + :one,"
                        + " round_number = round_number + :one"
                        + " REMOVE finished, cancel_requested, failure, summary, delivery, told, handed_over",
                "attribute_exists(prepared) AND NOT " + NOT_OVER,
                notOver().put(":again", again.wire()).put(":one", 1L));
    }

    /** Begins another run of a job that nobody carries on; false when somebody was faster. */
    public boolean restart(Job job) {
        return table.update(
                pk(job.id()),
                SK,
                "SET run_number = run_number + :one",
                NOT_OVER + " AND run_number = :run",
                notOver().put(":one", 1L).put(":run", (long) job.run()));
    }

    /** Removes the row of a job, and that of its start unless it leads to another by now. */
    public void delete(JobId id) {
        table.get(pk(id), SK)
                .map(row -> row.text("start_hash"))
                .ifPresent(
                        hash ->
                                table.commit(
                                        new Change.Delete(
                                                startPk(hash),
                                                START,
                                                "job_id = :job",
                                                Item.values().put(":job", id.value()))));
        table.delete(pk(id), SK);
    }

    /** Notes that the user wants a job stopped; false when it is over, or was asked before. */
    public boolean requestCancel(JobId id, Instant now) {
        return table.update(
                pk(id),
                SK,
                "SET cancel_requested = :now",
                NOT_OVER + " AND attribute_not_exists(cancel_requested)",
                notOver().put(":now", now));
    }

    /**
     * Notes how a run of a job ended.
     *
     * @param with what else changes then, and only then
     * @return false when that was noted before, or the job is in another run by now: nothing was
     *     changed
     */
    public boolean finished(
            Job job,
            JobStatus status,
            Instant now,
            @Nullable String failure,
            String summary,
            Change... with) {
        Item values =
                notOver()
                        .put(":status", status.wire())
                        .put(":now", now)
                        .put(":summary", summary)
                        .put(":run", (long) job.run());
        String update = "SET job_status = :status, finished = :now, summary = :summary";
        if (failure != null) {
            values.put(":failure", failure);
            update += ", failure = :failure";
        }
        Change end =
                new Change.Update(
                        pk(job.id()),
                        SK,
                        update,
                        NOT_OVER + " AND (attribute_not_exists(run_number) OR run_number = :run)",
                        values);
        return table.commit(Stream.concat(Stream.of(end), Stream.of(with)).toArray(Change[]::new));
    }

    /**
     * Notes that a table has the results of a run of a job that is over; without effect when the
     * job is in another run by now.
     *
     * @param delivery what became of them, as JSON
     */
    public void delivered(Job job, String delivery) {
        table.update(
                pk(job.id()),
                SK,
                "SET delivery = :delivery",
                "attribute_exists(finished) AND run_number = :run",
                Item.values().put(":delivery", delivery).put(":run", (long) job.run()));
    }

    /**
     * Notes what came of telling an end of a job; without effect when the job is in another round
     * by now.
     *
     * @param round that ended
     * @param told a {@link Told} as JSON
     */
    public void told(JobId id, int round, String told) {
        table.update(
                pk(id),
                SK,
                "SET told = :told",
                "attribute_exists(finished) AND round_number = :round",
                Item.values().put(":told", told).put(":round", (long) round));
    }

    /**
     * Notes how far the records of a job that is over are handed over.
     *
     * @param round that they are of
     * @param before what was noted last; null for nothing
     * @param handed a {@link HandedOver} as JSON
     * @return false when something else was noted meanwhile, or the job is in another round by now:
     *     nothing was changed
     */
    public boolean handedOver(JobId id, int round, @Nullable String before, String handed) {
        return table.update(
                pk(id),
                SK,
                "SET handed_over = :handed",
                "attribute_exists(finished) AND round_number = :round AND "
                        + (before == null
                                ? "attribute_not_exists(handed_over)"
                                : "handed_over = :before"),
                Item.values()
                        .put(":handed", handed)
                        .put(":round", (long) round)
                        .put(":before", before));
    }

    /** The partition in which the rows of a job and of its batches lie. */
    public static String pk(JobId id) {
        return "JOB#" + id;
    }

    private static String startPk(String hash) {
        return "START#" + hash;
    }

    private static Item notOver() {
        return Item.values()
                .put(":preparing", JobStatus.PREPARING.wire())
                .put(":running", JobStatus.RUNNING.wire());
    }
}
