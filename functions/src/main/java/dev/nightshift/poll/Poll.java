package dev.nightshift.poll;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.batch.BatchEnd;
import dev.nightshift.batch.BatchNotices;
import dev.nightshift.job.Waiters;
import dev.nightshift.openai.Batch;
import dev.nightshift.openai.OpenAi;
import dev.nightshift.openai.OpenAiException;
import dev.nightshift.openai.OpenAiRejectedException;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a batch once. The token is stored first, so that whoever learns of the batch's end from
 * then on can wake the execution; then OpenAI is asked, for the batch may have ended before.
 *
 * <p>While OpenAI cannot be asked the batch counts as running: what it made is paid for. It is
 * given up only when it should have ended long ago, or OpenAI does not know it any more.
 */
@Singleton
public final class Poll {
    private static final Logger LOG = LoggerFactory.getLogger(Poll.class);

    private static final int NOT_FOUND = 404;

    private final BatchAttempts attempts;
    private final OpenAi openAi;
    private final Waiters waiters;
    private final LastCall lastCall;
    private final BatchNotices notices;
    private final InstantSource clock;

    public Poll(
            BatchAttempts attempts,
            OpenAi openAi,
            Waiters waiters,
            LastCall lastCall,
            BatchNotices notices,
            InstantSource clock) {
        this.attempts = attempts;
        this.openAi = openAi;
        this.waiters = waiters;
        this.lastCall = lastCall;
        this.notices = notices;
        this.clock = clock;
    }

    PollAnswer run(PollRequest request) {
        BatchAttempt attempt =
                attempts.waiting(
                        request.jobId(), request.batch(), request.attempt(), request.token());
        boolean over =
                attempt.batchId() == null || isOver(attempt, attempt.batchId(), request.cutOff());
        if (over) {
            attempts.over(attempt, clock.instant());
            waiters.wake(request.token(), true);
        }
        return new PollAnswer(1, over);
    }

    private boolean isOver(BatchAttempt attempt, String batchId, @Nullable Long cutOff) {
        try {
            Batch batch = openAi.batch(batchId);
            if (batch.status().isCancellable()
                    && (attempt.cancelled() || lastCall.hasCome(attempt, batch, cutOff))) {
                batch = openAi.cancelBatch(batchId);
            }
            attempts.seen(attempt, batch);
            boolean over =
                    BatchEnd.isWhole(batch, clock.instant())
                            || (batch.status().isOver()
                                    && BatchEnd.isOverdue(attempt, clock.instant()));
            if (over) {
                notices.found(batchId, batch.completedAt(), clock.instant());
            }
            return over;
        } catch (OpenAiException e) {
            boolean unknown = e instanceof OpenAiRejectedException && e.status() == NOT_FOUND;
            LOG.warn(
                    "job {}: batch {} cannot be looked at: {}",
                    attempt.job(),
                    batchId,
                    e.getMessage());
            return unknown || BatchEnd.isOverdue(attempt, clock.instant());
        }
    }
}
