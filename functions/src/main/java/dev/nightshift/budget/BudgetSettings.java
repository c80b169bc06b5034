package dev.nightshift.budget;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What may be spent. The amount is taken as text, since Micronaut takes a number that it cannot
 * read for none, which would be no cap.
 *
 * @param monthUsd US dollars in a calendar month, by UTC, for all jobs and turns; blank for no cap
 */
@ConfigurationProperties(BudgetSettings.PREFIX)
public record BudgetSettings(@Bindable(defaultValue = "") String monthUsd) {
    static final String PREFIX = "nightshift.budget";

    public BudgetSettings {
        parse(monthUsd);
    }

    /** The month's cap in US dollars; null for none. */
    public @Nullable BigDecimal monthCap() {
        return parse(monthUsd);
    }

    private static @Nullable BigDecimal parse(String text) {
        return text.isBlank() ? null : Dollars.parse(PREFIX + ".month-usd", text);
    }
}
