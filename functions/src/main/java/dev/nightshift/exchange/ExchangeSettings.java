package dev.nightshift.exchange;

import io.micronaut.context.annotation.ConfigurationProperties;

/**
 * What jobs run on.
 *
 * @param stateMachineArn the state machine whose executions carry them
 */
@ConfigurationProperties("nightshift.exchange")
record ExchangeSettings(String stateMachineArn) {}
