package dev.nightshift.batch;

import dev.nightshift.batch.BatchAttempt.Phase;
import dev.nightshift.job.JobId;
import dev.nightshift.job.Jobs;
import dev.nightshift.openai.Batch;
import dev.nightshift.pricing.Lane;
import dev.nightshift.storage.Item;
import dev.nightshift.storage.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The rows of batches.
 *
 * <pre>
 * pk JOB#{id}  sk BATCH#{batch}#{attempt}
 * phase, round_number, lane, requests, first_ordinal, row_count, file_id, batch_id, openai_status, done, expires_at,
 * submitted_at, over_at, collected_at, input_tokens, output_tokens_limit, cost_limit,
 * creating, task_token, cancel_requested, out_of_time, summary, lease_owner, lease_until, expires
 * left_over, left_input_tokens, left_output_tokens_limit, left_cost_limit (what the next attempt carries)
 * term, in_flight, uncertain (direct calls only)
 * </pre>
 *
 * Whoever submits holds the lease: {@code lease_until} is pushed on while the holder lives, and
 * once it has passed another may take over. Only the holder writes file id, batch id and {@code
 * creating}, and {@code batch_id} is written once.
 */
@Singleton
public final class BatchAttempts {
    private final Table table;
    private final BatchNotices notices;

    public BatchAttempts(Table table) {
        this.table = table;
        this.notices = new BatchNotices(table);
    }

    /**
     * Notes an attempt whose requests are written, in place of what an earlier try at that wrote;
     * without effect once somebody has begun to submit it.
     */
    public void written(BatchAttempt attempt, Instant now) {
        table.put(
                AttemptRow.of(attempt).put("expires", table.expiry(now)),
                "attribute_not_exists(lease_owner) AND attribute_not_exists(batch_id) AND"
                        + " (attribute_not_exists(phase) OR phase = :written)",
                Item.values().put(":written", AttemptRow.wire(Phase.WRITTEN)));
    }

    /** Removes the row of an attempt. */
    public void delete(BatchAttempt attempt) {
        if (attempt.batchId() != null) {
            notices.forget(attempt.batchId());
        }
        table.delete(Jobs.pk(attempt.job()), AttemptRow.sk(attempt.batch(), attempt.attempt()));
    }

    public Optional<BatchAttempt> find(JobId job, int batch, int attempt) {
        return table.get(Jobs.pk(job), AttemptRow.sk(batch, attempt)).map(AttemptRow::read);
    }

    /**
     * The row of a batch.
     *
     * @throws IllegalArgumentException when there is none
     */
    public BatchAttempt require(JobId job, int batch, int attempt) {
        return find(job, batch, attempt).orElseThrow(() -> none(job, batch, attempt));
    }

    /** All attempts at one batch, in order. */
    public List<BatchAttempt> of(JobId job, int batch) {
        return table.query(Jobs.pk(job), "BATCH#%05d#".formatted(batch))
                .map(AttemptRow::read)
                .toList();
    }

    /** All attempts at all batches of a job, in order. */
    public List<BatchAttempt> of(JobId job) {
        return table.query(Jobs.pk(job), "BATCH#").map(AttemptRow::read).toList();
    }

    /**
     * Takes or keeps the lease of a batch that has no id yet.
     *
     * @return false when another holds it, or the batch has its id
     */
    boolean lease(BatchAttempt attempt, String owner, Instant now, Duration length) {
        return change(
                attempt,
                "SET lease_owner = :owner, lease_until = :until",
                "phase = :written AND attribute_not_exists(batch_id) AND"
                        + " (attribute_not_exists(lease_owner) OR lease_owner = :owner OR lease_until < :now)",
                Item.values()
                        .put(":written", AttemptRow.wire(Phase.WRITTEN))
                        .put(":owner", owner)
                        .put(":until", now.plus(length))
                        .put(":now", now));
    }

    /** Gives the lease back, so that the next try need not wait for its end. */
    void release(BatchAttempt attempt, String owner) {
        change(
                attempt,
                "REMOVE lease_owner, lease_until",
                "lease_owner = :owner",
                Item.values().put(":owner", owner));
    }

    /** Notes the file at OpenAI; false when the lease is lost. */
    boolean uploaded(BatchAttempt attempt, String owner, String fileId) {
        return change(
                attempt,
                "SET file_id = :file",
                "lease_owner = :owner",
                Item.values().put(":owner", owner).put(":file", fileId));
    }

    /** Notes that OpenAI is about to be asked to create the batch; false when the lease is lost. */
    boolean creating(BatchAttempt attempt, String owner, Instant now) {
        return change(
                attempt,
                "SET creating = :now",
                "lease_owner = :owner AND attribute_not_exists(batch_id)",
                Item.values().put(":owner", owner).put(":now", now));
    }

    /** Notes that OpenAI certainly did not create the batch. */
    void notCreated(BatchAttempt attempt, String owner) {
        change(
                attempt,
                "REMOVE creating",
                "lease_owner = :owner",
                Item.values().put(":owner", owner));
    }

    /** How far the direct calls of an attempt are. */
    public DirectCalls directCalls(BatchAttempt attempt) {
        return table.get(Jobs.pk(attempt.job()), AttemptRow.sk(attempt.batch(), attempt.attempt()))
                .map(
                        row ->
                                new DirectCalls(
                                        (int) row.number("term"),
                                        row.number("done"),
                                        row.number("in_flight"),
                                        row.number("uncertain")))
                .orElse(DirectCalls.NONE);
    }

    /** Notes how far the direct calls of an attempt are; false when the lease is lost. */
    boolean calling(BatchAttempt attempt, String owner, DirectCalls calls) {
        return change(
                attempt,
                "SET term = :term, done = :done, in_flight = :flight, uncertain = :uncertain",
                "lease_owner = :owner",
                Item.values()
                        .put(":owner", owner)
                        .put(":term", (long) calls.term())
                        .put(":done", calls.done())
                        .put(":flight", calls.inFlight())
                        .put(":uncertain", calls.uncertain()));
    }

    /** Notes the batch that OpenAI created; false when one was noted before. */
    public boolean submitted(BatchAttempt attempt, Batch batch, Instant now) {
        notices.expect(attempt, batch.id(), now);
        Item values =
                Item.values()
                        .put(":id", batch.id())
                        .put(":submitted", AttemptRow.wire(Phase.SUBMITTED))
                        .put(":now", now);
        return change(
                attempt,
                "SET batch_id = :id, phase = :submitted, submitted_at = :now"
                        + " REMOVE lease_owner, lease_until",
                "attribute_not_exists(batch_id)",
                values);
    }

    /**
     * Notes the token of the execution that waits.
     *
     * @return the row with it
     * @throws IllegalArgumentException when there is no such batch
     */
    public BatchAttempt waiting(JobId job, int batch, int attempt, String token) {
        return table.updated(
                        Jobs.pk(job),
                        AttemptRow.sk(batch, attempt),
                        "SET task_token = :token",
                        "attribute_exists(pk)",
                        Item.values().put(":token", token))
                .map(AttemptRow::read)
                .orElseThrow(() -> none(job, batch, attempt));
    }

    /**
     * Notes that the user wants an attempt stopped.
     *
     * @return the row with it, so that whoever waits for the batch can be woken; nothing when the
     *     attempt is gone
     */
    public Optional<BatchAttempt> requestCancel(BatchAttempt attempt, Instant now) {
        return table.updated(
                        Jobs.pk(attempt.job()),
                        AttemptRow.sk(attempt.batch(), attempt.attempt()),
                        "SET cancel_requested = :now",
                        "attribute_exists(pk)",
                        Item.values().put(":now", now))
                .map(AttemptRow::read);
    }

    /**
     * Notes that a batch is given up for its job's deadline, before it is cancelled; false when it
     * is not at OpenAI any more.
     */
    public boolean outOfTime(BatchAttempt attempt, Instant now) {
        return change(
                attempt,
                "SET out_of_time = if_not_exists(out_of_time, :now)",
                "phase = :submitted",
                Item.values().put(":submitted", AttemptRow.wire(Phase.SUBMITTED)).put(":now", now));
    }

    /**
     * Gives an attempt up for its job's deadline before OpenAI is asked to create its batch. Who
     * holds its lease loses it, and so cannot ask any more.
     *
     * @return false when OpenAI may have been asked
     */
    public boolean neverCreated(BatchAttempt attempt, Instant now) {
        return change(
                attempt,
                "SET out_of_time = :now, over_at = :now, phase = :over REMOVE lease_owner, lease_until",
                "phase = :written AND attribute_not_exists(creating) AND"
                        + " attribute_not_exists(batch_id)",
                Item.values()
                        .put(":written", AttemptRow.wire(Phase.WRITTEN))
                        .put(":over", AttemptRow.wire(Phase.OVER))
                        .put(":now", now));
    }

    /** Notes how far OpenAI is with a batch, where the row does not say so already. */
    public void seen(BatchAttempt attempt, Batch batch) {
        if (attempt.says(batch)) {
            return;
        }
        Item values =
                Item.values()
                        .put(":status", batch.status().text())
                        .put(":done", batch.done())
                        .put(":collected", AttemptRow.wire(Phase.COLLECTED));
        String update = "SET openai_status = :status, done = :done";
        if (batch.expiresAt() != null) {
            update += ", expires_at = :expires";
            values.put(":expires", batch.expiresAt());
        }
        change(attempt, update, "phase <> :collected", values);
    }

    /** Notes that a batch will not change any more; without effect when it was collected. */
    public void over(BatchAttempt attempt, Instant now) {
        change(
                attempt,
                "SET phase = :over, over_at = if_not_exists(over_at, :now)",
                "phase <> :collected",
                Item.values()
                        .put(":over", AttemptRow.wire(Phase.OVER))
                        .put(":now", now)
                        .put(":collected", AttemptRow.wire(Phase.COLLECTED)));
    }

    /**
     * Notes what an attempt came to.
     *
     * @param left what the next attempt carries; nothing when there is none
     * @return false when that was noted before: nothing was changed
     */
    public boolean collected(BatchAttempt attempt, String summary, Load left, Instant now) {
        return change(
                attempt,
                "SET phase = :collected, summary = :summary, collected_at = :now,"
                        + " left_over = :left, left_input_tokens = :input,"
                        + " left_output_tokens_limit = :output"
                        + (left.costLimit() == null ? "" : ", left_cost_limit = :cost"),
                "attribute_exists(pk) AND phase <> :collected",
                Item.values()
                        .put(":collected", AttemptRow.wire(Phase.COLLECTED))
                        .put(":summary", summary)
                        .put(":left", (long) left.requests())
                        .put(":input", left.inputTokens())
                        .put(":output", left.outputTokensLimit())
                        .put(":cost", left.costLimit())
                        .put(":now", now));
    }

    /** Notes what is known of an attempt that cannot be collected yet. */
    public void left(BatchAttempt attempt, String summary) {
        change(
                attempt,
                "SET summary = :summary",
                "attribute_exists(pk) AND phase <> :collected",
                Item.values()
                        .put(":collected", AttemptRow.wire(Phase.COLLECTED))
                        .put(":summary", summary));
    }

    /**
     * Whether OpenAI was never asked for anything by an attempt, or has said for certain that it
     * did nothing: it costs nothing then.
     */
    public boolean wasNeverSent(BatchAttempt attempt) {
        return attempt.batchId() == null
                && attempt.creating() == null
                && (attempt.lane() == Lane.BATCH || directCalls(attempt).term() == 0);
    }

    private static IllegalArgumentException none(JobId job, int batch, int attempt) {
        return new IllegalArgumentException(
                "job %s has no batch %d, attempt %d".formatted(job, batch, attempt));
    }

    private boolean change(BatchAttempt attempt, String update, String condition, Item values) {
        String sk = AttemptRow.sk(attempt.batch(), attempt.attempt());
        return table.update(Jobs.pk(attempt.job()), sk, update, condition, values);
    }
}
