package dev.nightshift.reconcile;

import io.micronaut.context.annotation.ConfigurationProperties;

/**
 * What jobs run on.
 *
 * @param stateMachineArn the state machine whose executions carry them
 */
@ConfigurationProperties("nightshift.reconcile")
record ReconcileSettings(String stateMachineArn) {}
