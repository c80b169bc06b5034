package dev.nightshift.pricing;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** The price table of the functions. */
@Factory
final class PricesFactory {
    @Singleton
    Prices prices() {
        return Prices.builtIn();
    }
}
