package dev.nightshift.api;

import io.micronaut.context.annotation.ConfigurationProperties;

/**
 * What the API's jobs run on.
 *
 * @param stateMachineArn the state machine whose executions carry them
 */
@ConfigurationProperties("nightshift.api")
record ApiSettings(String stateMachineArn) {}
