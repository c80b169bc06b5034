package dev.nightshift.metrics;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How figures are told apart.
 *
 * @param stack whose they are; empty where nothing is to be told, as of what is only rehearsed
 */
@ConfigurationProperties("nightshift.metrics")
public record MetricsSettings(@Bindable(defaultValue = "nightshift") String stack) {}
