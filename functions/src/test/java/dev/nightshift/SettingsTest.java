package dev.nightshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.batch.BatchLimits;
import dev.nightshift.conversation.ConversationSettings;
import dev.nightshift.http.HttpSettings;
import dev.nightshift.job.LaneRules;
import dev.nightshift.realtime.RealtimeSettings;
import dev.nightshift.storage.ScratchSettings;
import dev.nightshift.storage.StorageSettings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import io.micronaut.context.exceptions.BeanInstantiationException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of the environment's variables and what holds without them: others rely on both. */
class SettingsTest {
    private static final Map<String, String> LEAST =
            Map.of("NIGHTSHIFT_BUCKET", "files", "NIGHTSHIFT_TABLE", "rows");

    @Test
    void withoutAnythingElseABatchIsAsLargeAsOpenAiTakesAndRowsStayAMonth() {
        try (ApplicationContext context = context(LEAST)) {
            assertThat(context.getBean(BatchLimits.class))
                    .isEqualTo(new BatchLimits(50_000, 200_000_000));
            assertThat(context.getBean(StorageSettings.class))
                    .isEqualTo(new StorageSettings("files", "rows", 30));
            assertThat(context.getBean(ScratchSettings.class).folder()).isNull();
            assertThat(context.getBean(ConversationSettings.class))
                    .isEqualTo(new ConversationSettings(null, null, Duration.ofSeconds(25)));
            assertThat(context.getBean(HttpSettings.class)).isEqualTo(new HttpSettings(null, null));
            assertThat(context.getBean(RealtimeSettings.class))
                    .isEqualTo(new RealtimeSettings(256, 10));
            assertThat(context.getBean(LaneRules.class))
                    .isEqualTo(LaneRules.STANDARD)
                    .isEqualTo(new LaneRules(10, 10));
        }
    }

    @Test
    void everySettingHasItsVariable() {
        Map<String, String> all = new HashMap<>(LEAST);
        all.put("NIGHTSHIFT_RETENTION_DAYS", "7");
        all.put("NIGHTSHIFT_SCRATCH_FOLDER", "/mnt/scratch");
        all.put("NIGHTSHIFT_BATCH_MAX_REQUESTS", "40");
        all.put("NIGHTSHIFT_BATCH_MAX_BYTES", "1000");
        all.put("NIGHTSHIFT_REALTIME_MAX_CONCURRENCY", "12");
        all.put("NIGHTSHIFT_REALTIME_CALLS_PER_REQUEST", "3");
        all.put("NIGHTSHIFT_HTTP_CURSOR_KEY", "k".repeat(32));
        all.put("NIGHTSHIFT_CONVERSATION_WORK_FUNCTION", "work");
        all.put("NIGHTSHIFT_CONVERSATION_STATE_MACHINE_ARN", "arn:machine");
        all.put("NIGHTSHIFT_CONVERSATION_PATIENCE", "8s");
        all.put("NIGHTSHIFT_HTTP_OPERATOR_SCOPE", "all");
        all.put("NIGHTSHIFT_LANE_HANDFUL", "0");
        all.put("NIGHTSHIFT_LANE_REQUESTS_PER_SECOND", "40");
        try (ApplicationContext context = context(all)) {
            assertThat(context.getBean(HttpSettings.class))
                    .isEqualTo(new HttpSettings("k".repeat(32), "all"));
            assertThat(context.getBean(ConversationSettings.class))
                    .isEqualTo(
                            new ConversationSettings("work", "arn:machine", Duration.ofSeconds(8)));
            assertThat(context.getBean(LaneRules.class)).isEqualTo(new LaneRules(0, 40));
            assertThat(context.getBean(RealtimeSettings.class))
                    .isEqualTo(new RealtimeSettings(12, 3));
            assertThat(context.getBean(BatchLimits.class)).isEqualTo(new BatchLimits(40, 1000));
            assertThat(context.getBean(StorageSettings.class).retentionDays()).isEqualTo(7);
            assertThat(context.getBean(ScratchSettings.class).folder()).isEqualTo("/mnt/scratch");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NIGHTSHIFT_BATCH_MAX_REQUESTS, 5O, nightshift.batch.max-requests is '5O'",
        "NIGHTSHIFT_ATTEMPTS_RESENDS, many, nightshift.attempts.resends is 'many'",
        "NIGHTSHIFT_OPENAI_READ_TIMEOUT, soon, nightshift.openai.read-timeout is 'soon'",
        "NIGHTSHIFT_RETENTION_DAYS, 1.5, nightshift.retention-days is '1.5'",
    })
    void settingThatCannotBeReadIsRefusedByName(String variable, String value, String message) {
        Map<String, String> wrong = new HashMap<>(LEAST);
        wrong.put(variable, value);

        assertThatExceptionOfType(BeanInstantiationException.class)
                .isThrownBy(() -> context(wrong).close())
                .withStackTraceContaining(message);
    }

    @Test
    void blankSettingIsNotSet() {
        Map<String, String> blank = new HashMap<>(LEAST);
        blank.put("NIGHTSHIFT_BATCH_MAX_REQUESTS", "");
        try (ApplicationContext context = context(blank)) {
            assertThat(context.getBean(BatchLimits.class).maxRequests()).isEqualTo(50_000);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "50001, 1", "1, 0", "1, 200000001"})
    void limitBeyondOpenAisIsRefusedByName(int requests, long bytes) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new BatchLimits(requests, bytes))
                .withMessageContaining("nightshift.batch.max-");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1001, 1", "1, 0"})
    void paceThatCannotWorkIsRefusedByName(int concurrency, int calls) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new RealtimeSettings(concurrency, calls))
                .withMessageContaining("nightshift.realtime.");
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "1001, 1", "1, 0", "1, 1001"})
    void laneThatCannotBeChosenSoIsRefusedByName(int handful, int requestsPerSecond) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new LaneRules(handful, requestsPerSecond))
                .withMessageContaining("nightshift.lane.");
    }

    private static ApplicationContext context(Map<String, String> environment) {
        return ApplicationContext.builder()
                .deduceEnvironment(false)
                .banner(false)
                .environmentPropertySource(false)
                .propertySources(
                        PropertySource.of(
                                "test",
                                new HashMap<>(environment),
                                PropertyConvention.ENVIRONMENT_VARIABLE,
                                PropertySource.Origin.of("test")))
                .start();
    }
}
