package dev.nightshift.batch;

import dev.nightshift.batch.BatchAttempt.Phase;
import dev.nightshift.job.JobId;
import dev.nightshift.job.Jobs;
import dev.nightshift.openai.Batch;
import dev.nightshift.openai.BatchCounts;
import dev.nightshift.storage.Item;
import dev.nightshift.storage.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The rows of batches.
 *
 * <pre>
 * pk JOB#{id}  sk BATCH#{batch}#{attempt}
 * phase, requests, first_ordinal, row_count, file_id, batch_id, openai_status, done, expires_at,
 * submitted_at, over_at, collected_at, input_tokens, input_tokens_by, output_tokens_limit,
 * creating, task_token, summary, lease_owner, lease_until, expires
 * </pre>
 *
 * Whoever submits holds the lease: {@code lease_until} is pushed on while the holder lives, and
 * once it has passed another may take over. Only the holder writes file id, batch id and {@code
 * creating}, and {@code batch_id} is written once.
 */
@Singleton
public final class BatchAttempts {
    private final Table table;

    public BatchAttempts(Table table) {
        this.table = table;
    }

    /**
     * Notes a batch whose requests are written, in place of what an earlier try at that wrote;
     * without effect once somebody has begun to submit it.
     */
    public void written(
            JobId job,
            int batch,
            int requests,
            long firstOrdinal,
            long rows,
            RequestTokens tokens,
            Instant now) {
        table.put(
                Item.of(Jobs.pk(job), sk(batch, 1))
                        .put("phase", wire(Phase.WRITTEN))
                        .put("requests", (long) requests)
                        .put("first_ordinal", firstOrdinal)
                        .put("row_count", rows)
                        .put("input_tokens", tokens.input())
                        .put("input_tokens_by", tokens.isCounted() ? "count" : "sample")
                        .put("output_tokens_limit", tokens.outputLimit())
                        .put("expires", table.expiry(now)),
                "attribute_not_exists(lease_owner) AND attribute_not_exists(batch_id)");
    }

    public Optional<BatchAttempt> find(JobId job, int batch, int attempt) {
        return table.get(Jobs.pk(job), sk(batch, attempt)).map(BatchAttempts::read);
    }

    /**
     * The row of a batch.
     *
     * @throws IllegalArgumentException when there is none
     */
    public BatchAttempt require(JobId job, int batch, int attempt) {
        return find(job, batch, attempt)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "job "
                                                + job
                                                + " has no batch "
                                                + batch
                                                + ", attempt "
                                                + attempt));
    }

    /** All batches of a job, in order. */
    public List<BatchAttempt> of(JobId job) {
        return table.query(Jobs.pk(job), "BATCH#").map(BatchAttempts::read).toList();
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
                        .put(":written", wire(Phase.WRITTEN))
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

    /** Notes the batch that OpenAI created; false when one was noted before. */
    public boolean submitted(BatchAttempt attempt, Batch batch, Instant now) {
        Item values =
                Item.values()
                        .put(":id", batch.id())
                        .put(":submitted", wire(Phase.SUBMITTED))
                        .put(":now", now);
        return change(
                attempt,
                "SET batch_id = :id, phase = :submitted, submitted_at = :now"
                        + " REMOVE lease_owner, lease_until",
                "attribute_not_exists(batch_id)",
                values);
    }

    /** Notes the token of the execution that waits. */
    public void waiting(BatchAttempt attempt, String token) {
        change(
                attempt,
                "SET task_token = :token",
                "attribute_exists(pk)",
                Item.values().put(":token", token));
    }

    /** Notes how far OpenAI is with a batch. */
    public void seen(BatchAttempt attempt, Batch batch) {
        Item values =
                Item.values()
                        .put(":status", batch.status().text())
                        .put(":done", done(batch))
                        .put(":collected", wire(Phase.COLLECTED));
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
                        .put(":over", wire(Phase.OVER))
                        .put(":now", now)
                        .put(":collected", wire(Phase.COLLECTED)));
    }

    /** Notes that every record of a batch has its outcome. */
    public void collected(BatchAttempt attempt, String summary, Instant now) {
        change(
                attempt,
                "SET phase = :collected, summary = :summary, collected_at = :now",
                "attribute_exists(pk)",
                Item.values()
                        .put(":collected", wire(Phase.COLLECTED))
                        .put(":summary", summary)
                        .put(":now", now));
    }

    /** Requests that OpenAI has finished, failed ones included; 0 when it does not say. */
    public static long done(Batch batch) {
        BatchCounts counts = batch.requestCounts();
        return counts == null
                ? 0
                : Objects.requireNonNullElse(counts.completed(), 0L)
                        + Objects.requireNonNullElse(counts.failed(), 0L);
    }

    private boolean change(BatchAttempt attempt, String update, String condition, Item values) {
        String sk = sk(attempt.batch(), attempt.attempt());
        return table.update(Jobs.pk(attempt.job()), sk, update, condition, values);
    }

    private static BatchAttempt read(Item item) {
        String[] key = item.require("sk").split("#", -1);
        return new BatchAttempt(
                new JobId(item.require("pk").substring("JOB#".length())),
                Integer.parseInt(key[1]),
                Integer.parseInt(key[2]),
                Phase.valueOf(item.require("phase").toUpperCase(Locale.ROOT)),
                (int) item.number("requests"),
                item.number("first_ordinal"),
                item.number("row_count"),
                item.instant("creating"),
                item.text("file_id"),
                item.text("batch_id"),
                item.text("openai_status"),
                item.number("done"),
                item.instant("submitted_at"),
                item.instant("over_at"),
                item.instant("collected_at"),
                item.instant("expires_at"),
                item.text("task_token"),
                item.text("summary"),
                item.number("input_tokens"),
                item.number("output_tokens_limit"));
    }

    private static String sk(int batch, int attempt) {
        return "BATCH#%05d#%02d".formatted(batch, attempt);
    }

    private static String wire(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }
}
