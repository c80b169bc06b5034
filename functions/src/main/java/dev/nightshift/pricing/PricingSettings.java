package dev.nightshift.pricing;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.List;

/**
 * What models cost by the user's own word.
 *
 * @param models as {@link OwnPrices} reads them; blank for none
 */
@ConfigurationProperties(PricingSettings.PREFIX)
public record PricingSettings(@Bindable(defaultValue = "") String models) {
    static final String PREFIX = "nightshift.pricing";

    public PricingSettings {
        try {
            OwnPrices.parse(models);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PREFIX + ".models: " + e.getMessage(), e);
        }
    }

    /** The prices, each of another model. */
    List<Price> own() {
        return OwnPrices.parse(models);
    }
}
