package dev.nightshift.budget;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What may be spent.
 *
 * @param monthUsd US dollars in a calendar month, by UTC, for all jobs together; null for no cap
 */
@ConfigurationProperties(BudgetSettings.PREFIX)
public record BudgetSettings(@Nullable BigDecimal monthUsd) {
    static final String PREFIX = "nightshift.budget";

    public BudgetSettings {
        if (monthUsd != null) {
            monthUsd = Dollars.require(PREFIX + ".month-usd", monthUsd);
        }
    }
}
