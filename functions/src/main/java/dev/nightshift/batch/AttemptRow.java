package dev.nightshift.batch;

import dev.nightshift.batch.BatchAttempt.Phase;
import dev.nightshift.job.JobId;
import dev.nightshift.job.Jobs;
import dev.nightshift.pricing.Lane;
import dev.nightshift.storage.Item;
import java.util.Locale;

/** An attempt as the attributes of its row, which {@link BatchAttempts} lists. */
final class AttemptRow {
    private AttemptRow() {}

    /** The row of an attempt whose requests are written. */
    static Item of(BatchAttempt attempt) {
        return Item.of(Jobs.pk(attempt.job()), sk(attempt.batch(), attempt.attempt()))
                .put("phase", wire(Phase.WRITTEN))
                .put("round_number", (long) attempt.round())
                .put("lane", attempt.lane().wire())
                .put("requests", (long) attempt.load().requests())
                .put("first_ordinal", attempt.firstOrdinal())
                .put("row_count", attempt.rows())
                .put("input_tokens", attempt.load().inputTokens())
                .put("output_tokens_limit", attempt.load().outputTokensLimit())
                .put("cost_limit", attempt.load().costLimit());
    }

    static BatchAttempt read(Item item) {
        String[] key = item.require("sk").split("#", -1);
        return new BatchAttempt(
                new JobId(item.require("pk").substring("JOB#".length())),
                Integer.parseInt(key[1]),
                Integer.parseInt(key[2]),
                Phase.valueOf(item.require("phase").toUpperCase(Locale.ROOT)),
                (int) item.number("round_number"),
                Lane.fromWire(item.require("lane")),
                load(item, "requests", ""),
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
                item.instant("cancel_requested") != null,
                load(item, "left_over", "left_"),
                item.text("summary"),
                item.instant("out_of_time") != null,
                item.text("lease_owner") != null);
    }

    private static Load load(Item item, String requests, String prefix) {
        return new Load(
                (int) item.number(requests),
                item.number(prefix + "input_tokens"),
                item.number(prefix + "output_tokens_limit"),
                item.decimal(prefix + "cost_limit"));
    }

    static String sk(int batch, int attempt) {
        return "BATCH#%05d#%03d".formatted(batch, attempt);
    }

    static String wire(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }
}
