package dev.nightshift.simulator.batch;

import java.time.Duration;

/**
 * Where a batch stands at any instant, in milliseconds since 1970. A batch goes on by nothing but
 * the passing of time, so this is all there is to its progress, and a restart changes nothing.
 */
record Course(Batch batch) {
    private static final long WINDOW = Duration.ofHours(24).toMillis();

    long expiresAt() {
        return batch.createdAt() + WINDOW;
    }

    /** Whether the verdict must be known to say where the batch stands. */
    boolean needsVerdict(long now) {
        return batch.verdict() == null && !cancelledUnchecked() && now >= batch.checkedAt();
    }

    /** Whether the results must be known to say all about the batch; the verdict comes first. */
    boolean needsResults(long now) {
        return batch.results() == null && !needsVerdict(now) && statusAt(now).hasResults();
    }

    /** While the verdict is needed and not known, the batch goes on validating. */
    Status statusAt(long now) {
        Long cancel = batch.cancelledAt();
        if (cancel != null && now >= cancel) {
            return now - cancel < batch.cancellingMillis() ? Status.CANCELLING : Status.CANCELLED;
        }
        Verdict verdict = batch.verdict();
        if (now < batch.checkedAt() || verdict == null) {
            return Status.VALIDATING;
        }
        if (!verdict.accepted()) {
            return Status.FAILED;
        }
        if (now < answersEndAt()) {
            return Status.IN_PROGRESS;
        }
        if (answersEndAt() == expiresAt()) {
            return Status.EXPIRED;
        }
        return now < completedAt() ? Status.FINALIZING : Status.COMPLETED;
    }

    /** When the last answer is given, if nobody cancels. */
    long answersEndAt() {
        Verdict verdict = batch.verdict();
        if (verdict == null || verdict.finishing() < verdict.requests()) {
            return expiresAt();
        }
        return Math.min(expiresAt(), batch.checkedAt() + verdict.runningMillis());
    }

    /** When the batch is complete, if nobody cancels and it does not expire. */
    long completedAt() {
        return answersEndAt() + batch.finalizingMillis();
    }

    /** When it is over, whichever way. */
    long endsAt() {
        Long cancel = batch.cancelledAt();
        if (cancel != null) {
            return cancel + batch.cancellingMillis();
        }
        return answersEndAt() == expiresAt() ? expiresAt() : completedAt();
    }

    /** How many requests have been answered; the later ones in the order of finishing have not. */
    int answeredAt(long now) {
        Verdict verdict = batch.verdict();
        if (verdict == null || !verdict.accepted()) {
            return 0;
        }
        Long cancel = batch.cancelledAt();
        long until = Math.min(cancel == null ? now : Math.min(cancel, now), answersEndAt());
        long ran = until - batch.checkedAt();
        if (ran < 0) {
            return 0;
        }
        return ran >= verdict.runningMillis()
                ? verdict.finishing()
                : (int) (verdict.finishing() * ran / verdict.runningMillis());
    }

    /** Whether there is anything to answer: the file was checked and accepted. */
    boolean accepted() {
        Verdict verdict = batch.verdict();
        return verdict != null && verdict.accepted();
    }

    /** Whether it was cancelled before its file was checked. */
    boolean cancelledUnchecked() {
        Long cancel = batch.cancelledAt();
        return cancel != null && cancel < batch.checkedAt();
    }
}
