package dev.nightshift.metrics;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How figures are told apart.
 *
 * @param stack whose they are
 */
@ConfigurationProperties("nightshift.metrics")
public record MetricsSettings(@Bindable(defaultValue = "nightshift") String stack) {}
