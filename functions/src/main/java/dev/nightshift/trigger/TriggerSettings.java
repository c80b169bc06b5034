package dev.nightshift.trigger;

import dev.nightshift.budget.Dollars;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What the jobs run on that uploads start.
 *
 * @param stateMachineArn the state machine whose executions carry them
 * @param maxCostUsd what one may cost at most, in US dollars, where its options say nothing; blank
 *     for no cap
 */
@ConfigurationProperties(TriggerSettings.PREFIX)
record TriggerSettings(String stateMachineArn, @Bindable(defaultValue = "") String maxCostUsd) {
    static final String PREFIX = "nightshift.trigger";

    TriggerSettings {
        parse(maxCostUsd);
    }

    /** The cap in US dollars; null for none. */
    @Nullable BigDecimal maxCost() {
        return parse(maxCostUsd);
    }

    private static @Nullable BigDecimal parse(String text) {
        return text.isBlank() ? null : Dollars.parse(PREFIX + ".max-cost-usd", text);
    }
}
