package dev.nightshift.batch;

import dev.nightshift.job.JobId;
import dev.nightshift.storage.Item;
import dev.nightshift.storage.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What OpenAI's webhook tells of batches.
 *
 * <pre>
 * pk OPENAI#{id of the batch}  sk BATCH    job, batch, attempt, delivery, expires
 * pk OPENAI                    sk WEBHOOK  told_at, missed_at
 * </pre>
 *
 * The first leads from OpenAI's id to the attempt; {@code delivery} is the last that was taken for
 * it. The second says whether events arrive at all: as long as they do, nobody need look often.
 */
@Singleton
public final class BatchNotices {
    private static final String WEBHOOK_PK = "OPENAI";
    private static final String WEBHOOK_SK = "WEBHOOK";
    private static final String BATCH_SK = "BATCH";
    private static final String ANY = "attribute_not_exists(pk) OR attribute_exists(pk)";

    /** An endpoint that was not heard of for so long may have been removed. */
    private static final Duration PROOF_LASTS = Duration.ofDays(7);

    /** By then an event that was not lost has arrived. */
    private static final Duration EVENT_IS_DUE = Duration.ofMinutes(2);

    private final Table table;

    public BatchNotices(Table table) {
        this.table = table;
    }

    /**
     * A batch of ours.
     *
     * @param attempt which attempt it is
     * @param delivery the id of the last delivery that was taken for it; null for none
     */
    public record Expected(AttemptReference attempt, @Nullable String delivery) {}

    /** Has an attempt be found by the id of its batch. */
    void expect(BatchAttempt attempt, String batchId, Instant now) {
        table.putNew(
                Item.of(pk(batchId), BATCH_SK)
                        .put("job", attempt.job().value())
                        .put("batch", (long) attempt.batch())
                        .put("attempt", (long) attempt.attempt())
                        .put("expires", table.expiry(now)));
    }

    /** Forgets a batch. */
    void forget(String batchId) {
        table.delete(pk(batchId), BATCH_SK);
    }

    /** A batch of ours by OpenAI's id; nothing when it is none. */
    public Optional<Expected> find(String batchId) {
        return table.get(pk(batchId), BATCH_SK)
                .map(
                        row ->
                                new Expected(
                                        new AttemptReference(
                                                new JobId(row.require("job")),
                                                (int) row.number("batch"),
                                                (int) row.number("attempt")),
                                        row.text("delivery")));
    }

    /** Notes a delivery that was taken. */
    public void told(String batchId, String delivery, Instant now) {
        table.update(
                pk(batchId),
                BATCH_SK,
                "SET delivery = :delivery",
                "attribute_exists(pk)",
                Item.values().put(":delivery", delivery));
        table.update(
                WEBHOOK_PK, WEBHOOK_SK, "SET told_at = :now", ANY, Item.values().put(":now", now));
    }

    /**
     * Notes, of a batch that was found to be over by looking, that its event has not come, if it
     * should have.
     *
     * @param ended when it came to its end; null where OpenAI does not say
     */
    public void found(String batchId, @Nullable Instant ended, Instant now) {
        boolean isDue = ended != null && now.isAfter(ended.plus(EVENT_IS_DUE));
        if (isDue
                && arrive(now)
                && find(batchId).filter(batch -> batch.delivery() == null).isPresent()) {
            table.update(
                    WEBHOOK_PK,
                    WEBHOOK_SK,
                    "SET missed_at = :now",
                    ANY,
                    Item.values().put(":now", now));
        }
    }

    /** Whether events arrive, so that it is enough to look every hour. */
    public boolean arrive(Instant now) {
        return table.get(WEBHOOK_PK, WEBHOOK_SK)
                .filter(row -> isProven(row.instant("told_at"), row.instant("missed_at"), now))
                .isPresent();
    }

    private static boolean isProven(@Nullable Instant told, @Nullable Instant missed, Instant now) {
        return told != null
                && now.isBefore(told.plus(PROOF_LASTS))
                && (missed == null || missed.isBefore(told));
    }

    private static String pk(String batchId) {
        return "OPENAI#" + batchId;
    }
}
