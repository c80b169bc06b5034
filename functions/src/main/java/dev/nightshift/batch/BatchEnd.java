package dev.nightshift.batch;

import dev.nightshift.openai.Batch;
import java.time.Duration;
import java.time.Instant;

/** When a batch has come to its end. */
public final class BatchEnd {
    /** What a batch has answered is paid for: sent again too early it would be paid for twice. */
    private static final Duration FILES_MAY_BE_LATE = Duration.ofHours(24);

    private static final Duration WINDOW = Duration.ofHours(24);

    /** How long after its window a batch may still come to its end. */
    private static final Duration GIVEN_UP_AFTER = Duration.ofHours(2);

    private BatchEnd() {}

    /** Whether a batch is over and names its files, whose ids may appear later. */
    public static boolean isWhole(Batch batch, Instant now) {
        Instant completed = batch.completedAt();
        return batch.status().isOver()
                && (batch.outputFileId() != null
                        || batch.errorFileId() != null
                        || BatchAttempts.done(batch) == 0
                        || completed == null
                        || now.isAfter(completed.plus(FILES_MAY_BE_LATE)));
    }

    /** Whether a batch should have ended so long ago that it is not waited for any more. */
    public static boolean isOverdue(BatchAttempt attempt, Instant now) {
        Instant submitted = attempt.submitted();
        Instant end =
                attempt.expiresAt() != null || submitted == null
                        ? attempt.expiresAt()
                        : submitted.plus(WINDOW);
        return end != null && now.isAfter(end.plus(GIVEN_UP_AFTER));
    }
}
