package dev.nightshift.governor;

import dev.nightshift.batch.AttemptReference;
import dev.nightshift.job.Waiters;
import org.jspecify.annotations.Nullable;

/**
 * A claim that does not wait any more: it has its tokens, or it turned out that it can never have
 * them. Whoever is handed a turn wakes the execution, which then asks again and hears which. When
 * that wake is lost, the execution's own timeout has it ask all the same.
 *
 * @param taskToken what wakes the execution; null when none waits yet
 */
public record Turn(AttemptReference reference, @Nullable String taskToken) {
    /** Wakes the execution. */
    public void wake(Waiters waiters) {
        if (taskToken != null) {
            waiters.wake(taskToken, false);
        }
    }
}
