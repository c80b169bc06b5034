package dev.nightshift.reconcile;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * What jobs run on, and when they count as stuck.
 *
 * @param stateMachineArn the state machine whose executions carry them
 * @param stuckAfter for how long nothing of a job moves until it is told; by default longer than a
 *     batch may take, which is 24 hours at OpenAI, two that it is late and one until it is looked
 *     at
 */
@ConfigurationProperties("nightshift.reconcile")
record ReconcileSettings(
        String stateMachineArn, @Bindable(defaultValue = "28h") Duration stuckAfter) {
    ReconcileSettings {
        if (!stuckAfter.isPositive()) {
            throw new IllegalArgumentException(
                    "nightshift.reconcile.stuck-after must be positive: " + stuckAfter);
        }
    }
}
