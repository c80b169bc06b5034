package dev.nightshift.batch;

import dev.nightshift.openai.Batch;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When a batch has come to its end. */
public final class BatchEnd {
    /** What a batch has answered is paid for: sent again too early it would be paid for twice. */
    private static final Duration ANSWERS_MAY_BE_LATE = Duration.ofHours(24);

    private static final Duration ERRORS_MAY_BE_LATE = Duration.ofMinutes(10);
    private static final Duration WINDOW = Duration.ofHours(24);

    /** How long after its window a batch may still come to its end. */
    private static final Duration GIVEN_UP_AFTER = Duration.ofHours(2);

    private BatchEnd() {}

    /** Whether a batch is over and names its files, whose ids may appear later. */
    public static boolean isWhole(Batch batch, Instant now) {
        boolean isAnswered = batch.answered() > 0;
        boolean namesAll =
                batch.outputFileId() != null
                        || (!isAnswered && (batch.errorFileId() != null || batch.done() == 0));
        Instant end = lastOf(batch);
        return batch.status().isOver()
                && (namesAll
                        || end == null
                        || now.isAfter(
                                end.plus(isAnswered ? ANSWERS_MAY_BE_LATE : ERRORS_MAY_BE_LATE)));
    }

    /** The last moment that OpenAI tells of a batch, its end where it is over; null if none. */
    private static @Nullable Instant lastOf(Batch batch) {
        return Stream.of(
                        batch.createdAt(),
                        batch.finalizingAt(),
                        batch.completedAt(),
                        batch.expiredAt(),
                        batch.cancelledAt())
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
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
