package dev.nightshift.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetSettingsTest {
    private static final String CAP = "NIGHTSHIFT_BUDGET_MONTH_USD";

    @Test
    void withoutAnythingThereIsNoCap() {
        assertThat(settings(Map.of()).monthCap()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void blankIsNoCap(String cap) {
        assertThat(settings(Map.of(CAP, cap)).monthCap()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "12.5", "1000000"})
    void capIsReadExactly(String cap) {
        assertThat(settings(Map.of(CAP, cap)).monthCap()).isEqualByComparingTo(new BigDecimal(cap));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1e20", "ten", "$5", "5,00"})
    void capThatCannotBeIsRefused(String cap) {
        assertThatThrownBy(() -> settings(Map.of(CAP, cap)))
                .hasMessageContaining("nightshift.budget.month-usd");
    }

    private static BudgetSettings settings(Map<String, String> environment) {
        try (ApplicationContext context =
                ApplicationContext.builder()
                        .deduceEnvironment(false)
                        .banner(false)
                        .environmentPropertySource(false)
                        .propertySources(
                                PropertySource.of(
                                        "test",
                                        new HashMap<>(environment),
                                        PropertyConvention.ENVIRONMENT_VARIABLE,
                                        PropertySource.Origin.of("test")))
                        .start()) {
            return context.getBean(BudgetSettings.class);
        }
    }
}
