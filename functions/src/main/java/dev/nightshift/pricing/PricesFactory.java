package dev.nightshift.pricing;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** What models cost as the functions know it: the table, and prices of the user's own. */
@Factory
final class PricesFactory {
    @Singleton
    Prices prices(PricingSettings settings) {
        return Prices.builtIn().with(settings.own());
    }
}
