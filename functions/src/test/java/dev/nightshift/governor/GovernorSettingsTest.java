package dev.nightshift.governor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GovernorSettingsTest {
    private static final String LIMITS = "NIGHTSHIFT_GOVERNOR_ENQUEUED_TOKENS";

    @Test
    void hasTheseDefaults() {
        GovernorSettings settings = settings(Map.of());

        assertThat(settings)
                .isEqualTo(
                        new GovernorSettings(
                                "",
                                Duration.ofHours(1),
                                Duration.ofDays(1),
                                Duration.ofMinutes(10),
                                Duration.ofMinutes(5)));
        assertThat(settings.limits()).isEmpty();
    }

    @Test
    void hasTheseNames() {
        GovernorSettings settings =
                settings(
                        Map.of(
                                LIMITS,
                                "gpt-6-luna=2000000, gpt-5.2=900000",
                                "NIGHTSHIFT_GOVERNOR_AGED_AFTER",
                                "1m",
                                "NIGHTSHIFT_GOVERNOR_LEARNED_FOR",
                                "2m",
                                "NIGHTSHIFT_GOVERNOR_CLOSED_FOR",
                                "3m",
                                "NIGHTSHIFT_GOVERNOR_SWEPT_EVERY",
                                "4m"));

        assertThat(settings.limits())
                .isEqualTo(Map.of("gpt-6-luna", 2_000_000L, "gpt-5.2", 900_000L));
        assertThat(settings.agedAfter()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.learnedFor()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.closedFor()).isEqualTo(Duration.ofMinutes(3));
        assertThat(settings.sweptEvery()).isEqualTo(Duration.ofMinutes(4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-5",
                "gpt-5=",
                "=5",
                "gpt-5=0",
                "gpt-5=-1",
                "gpt-5=1.5",
                "gpt-5=2M",
                "gpt-5=1000000000000000",
                "gpt-5=1,",
                "gpt-5=1;gpt-6=2",
                "gpt-5=1,gpt-5=1"
            })
    void limitsThatCannotBeReadAreRefusedByName(String limits) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> with(limits))
                .withMessageContaining("nightshift.governor.enqueued-tokens");
    }

    @ParameterizedTest
    @CsvSource({"aged-after", "learned-for", "closed-for", "swept-every"})
    void timeThatDoesNotPassIsRefusedByName(String name) {
        assertThatThrownBy(() -> settings(Map.of("NIGHTSHIFT_GOVERNOR_" + variable(name), "0s")))
                .hasMessageContaining("nightshift.governor." + name);
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static GovernorSettings with(String limits) {
        Duration any = Duration.ofMinutes(1);
        return new GovernorSettings(limits, any, any, any, any);
    }

    private static GovernorSettings settings(Map<String, String> environment) {
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
            return context.getBean(GovernorSettings.class);
        }
    }
}
