package dev.nightshift.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiSettingsTest {
    @Test
    void hasTheseDefaults() {
        assertThat(settings(Map.of()))
                .isEqualTo(
                        new OpenAiSettings(
                                "https://api.openai.com/v1",
                                Provider.OPENAI,
                                "",
                                null,
                                null,
                                null,
                                null,
                                Duration.ofSeconds(10),
                                Duration.ofMinutes(1),
                                Duration.ofMinutes(10),
                                3));
    }

    @Test
    void hasTheseNames() {
        assertThat(
                        settings(
                                Map.of(
                                        "nightshift.openai.base-url", "http://127.0.0.1:1234/v1",
                                        "nightshift.openai.provider", "azure",
                                        "nightshift.openai.api-key", "sk-1",
                                        "nightshift.openai.api-key-secret", "arn:1",
                                        "nightshift.openai.organization", "org-1",
                                        "nightshift.openai.project", "proj-1",
                                        "nightshift.openai.connect-timeout", "1s",
                                        "nightshift.openai.read-timeout", "2s",
                                        "nightshift.openai.transfer-timeout", "3s",
                                        "nightshift.openai.attempts", "4")))
                .isEqualTo(
                        new OpenAiSettings(
                                "http://127.0.0.1:1234/v1",
                                Provider.AZURE,
                                "",
                                "sk-1",
                                "arn:1",
                                "org-1",
                                "proj-1",
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3),
                                4));
    }

    @Test
    void modelsHaveTheNamesThatTheProviderGivesThem() {
        OpenAiSettings settings =
                settings(Map.of("nightshift.openai.deployments", "gpt-5=mine, gpt-4.1 = other"));

        assertThat(settings.deployment("gpt-5")).isEqualTo("mine");
        assertThat(settings.deployment("gpt-4.1")).isEqualTo("other");
        assertThat(settings.deployment("gpt-4o")).isEqualTo("gpt-4o");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-5", "gpt-5=", "=mine", "gpt-5=a,", "gpt-5=a,gpt-5=b", "a=b=c"})
    void refusesNamesThatSayNothing(String deployments) {
        assertThatThrownBy(() -> settings(Map.of("nightshift.openai.deployments", deployments)))
                .rootCause()
                .hasMessageContaining("nightshift.openai.deployments");
    }

    @Test
    void neverShowsTheKey() {
        OpenAiSettings settings = settings(Map.of("nightshift.openai.api-key", "sk-very-secret"));

        assertThat(settings.toString()).contains("apiKey=set").doesNotContain("secret");
    }

    @Test
    void takesABlankKeyForNone() {
        assertThat(settings(Map.of("nightshift.openai.api-key", " ")).apiKey()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "base-url, ftp://host/v1",
        "base-url, not an address",
        "base-url, https:///v1",
        "base-url, https://user:pass@host/v1",
        "base-url, https://host/v1?key=1",
        "read-timeout, 0s",
        "connect-timeout, -1s",
        "transfer-timeout, 0s",
        "attempts, 0",
    })
    void refusesWhatCannotWork(String name, String value) {
        assertThatThrownBy(() -> settings(Map.of("nightshift.openai." + name, value)))
                .hasMessageContaining("nightshift.openai." + name);
    }

    private static OpenAiSettings settings(Map<String, Object> properties) {
        try (ApplicationContext context =
                ApplicationContext.builder()
                        .deduceEnvironment(false)
                        .banner(false)
                        .properties(properties)
                        .start()) {
            return context.getBean(OpenAiSettings.class);
        }
    }
}
