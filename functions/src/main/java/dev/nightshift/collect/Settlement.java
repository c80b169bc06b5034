package dev.nightshift.collect;

import dev.nightshift.batch.AttemptReference;
import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.budget.Budget;
import dev.nightshift.governor.Claim;
import dev.nightshift.governor.Governor;
import dev.nightshift.governor.Turn;
import dev.nightshift.job.Job;
import dev.nightshift.job.Summary;
import dev.nightshift.job.Waiters;
import dev.nightshift.openai.Batch;
import dev.nightshift.pricing.Lane;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives back what was reserved for an attempt that is over. All of it may be repeated. */
@Singleton
final class Settlement {
    private static final int DECIMALS = 12;

    private final BatchAttempts attempts;
    private final Governor governor;
    private final Budget budget;
    private final Waiters waiters;

    Settlement(BatchAttempts attempts, Governor governor, Budget budget, Waiters waiters) {
        this.attempts = attempts;
        this.governor = governor;
        this.budget = budget;
        this.waiters = waiters;
    }

    /**
     * Gives up an attempt's tokens, and wakes those whose turn it is then. What OpenAI refused for
     * its limit keeps its place in the queue, for the attempt after it.
     */
    void ofTokens(Job job, BatchAttempt attempt, AttemptEnd end, boolean mayGoOn) {
        if (attempt.lane() == Lane.REALTIME) {
            return;
        }
        AttemptReference reference = attempt.reference();
        if (mayGoOn && end.isOverTokenLimit()) {
            long tokens = Math.max(1, attempt.load().inputTokens());
            var refused = new Claim(job.model(), reference, tokens);
            wake(governor.refused(refused, reference.next(), end.problems().getFirst().message()));
        } else {
            wake(governor.release(job.model(), reference));
        }
    }

    /** Gives up the place of an attempt that is not to follow on one that OpenAI refused. */
    void ofPlace(Job job, BatchAttempt refused) {
        wake(governor.release(job.model(), refused.reference().next()));
    }

    /**
     * Notes what an attempt has cost.
     *
     * @param batch as OpenAI has it; null when it has none
     * @param summary of this attempt alone
     */
    void ofMoney(BatchAttempt attempt, @Nullable Batch batch, Summary summary) {
        if (attempts.wasNeverSent(attempt)) {
            budget.cancel(attempt.reference());
        } else {
            budget.settle(attempt.reference(), cost(attempt, batch, summary));
        }
    }

    /** What is not known counts as the most that it can be: too high sooner than too low. */
    private static BigDecimal cost(BatchAttempt attempt, @Nullable Batch batch, Summary summary) {
        BigDecimal most = attempt.load().costLimit();
        if (most == null) {
            return summary.cost();
        }
        boolean isLost = attempt.lane() == Lane.BATCH && batch == null;
        if (isLost || summary.unpriced() > 0) {
            return summary.cost().max(most);
        }
        // A call whose answer was lost is put at the most that the attempt's calls cost on average.
        return summary.cost()
                .add(
                        most.multiply(BigDecimal.valueOf(summary.uncertain()))
                                .divide(
                                        BigDecimal.valueOf(Math.max(1, attempt.requests())),
                                        DECIMALS,
                                        RoundingMode.UP)
                                .stripTrailingZeros());
    }

    private void wake(List<Turn> turns) {
        turns.forEach(turn -> turn.wake(waiters));
    }
}
