package dev.nightshift.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nightshift.simulator.batch.BatchSettings;
import dev.nightshift.simulator.batch.LineFaults.Blemish;
import dev.nightshift.simulator.http.Endpoint;
import dev.nightshift.simulator.model.ModelSettings;
import dev.nightshift.simulator.model.ReplyFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final String NAMES =
            """
            seed=2
            file.any-bytes=1000
            file.batch-bytes=1000
            batch.validating=2s
            batch.per-request=1ms
            batch.parallelism=3
            batch.running=1h
            batch.finalizing=1s
            batch.cancelling=1s
            batch.enqueued-tokens=10
            batch.enqueued-tokens.gpt-6-luna=20
            batch.most-requests=10
            batch.creations-per-hour=5
            model.names=a,b
            model.reply-bytes=10
            model.reasoning-tokens=10
            model.latency=1ms
            model.requests-per-minute=10
            model.tokens-per-minute=10
            fault.first-batches=1
            fault.batch.expired=0.1
            fault.batch.expired-finished=0.1
            fault.batch.slow=0.1
            fault.batch.slow-factor=2
            fault.batch.all-failed=0.1
            fault.batch.queue-full=0.1
            fault.batch.refused-lines=0.1
            fault.batch.file-not-found=0.1
            fault.batch.blank-error-file-id=0.1
            fault.batch.output-id-late=1s
            fault.line.status.503=0.1
            fault.line.malformed=0.1
            fault.line.missing=0.1
            fault.line.duplicated=0.1
            fault.line.unknown-id=0.1
            fault.line.empty-body=0.1
            fault.reply.refused=0.1
            fault.reply.filtered=0.1
            fault.reply.truncated=0.1
            fault.reply.incomplete=0.1
            fault.reply.misfit=0.1
            fault.reply.several-messages=0.1
            fault.http.responses.create.status=500
            fault.http.responses.create.status-rate=0.1
            fault.http.responses.create.code=server_error
            fault.http.responses.create.retry-after=1s
            fault.http.responses.create.drop-before-rate=0.1
            fault.http.responses.create.drop-after-rate=0.1
            fault.http.responses.create.delay=1s
            fault.http.responses.create.delay-rate=0.1
            fault.http.responses.create.late=1s
            fault.http.responses.create.first-calls=1\
            """;

    @TempDir Path dir;

    @Test
    void nothingSaidIsTheStandard() {
        SimulatorSettings settings = SimulatorSettings.of(Map.of());

        assertThat(settings.batch()).isEqualTo(SimulatorSettings.STANDARD.batch());
        assertThat(settings.batchFaults()).isEqualTo(SimulatorSettings.STANDARD.batchFaults());
        assertThat(settings.files().batchBytes()).isEqualTo(200_000_000);
        assertThat(settings.http()).isEmpty();
        assertThat(settings.seed()).isEqualTo(1);
    }

    @Test
    void everyNameIsKnown() {
        Map<String, String> values = new HashMap<>();
        NAMES.lines().forEach(line -> values.put(line.split("=", 2)[0], line.split("=", 2)[1]));

        SimulatorSettings settings = SimulatorSettings.of(values);

        assertThat(settings.http().keySet()).containsExactly(Endpoint.RESPONSES_CREATE);
        assertThat(settings.lineFaults().blemishes()).hasSize(5).doesNotContainValue(0.0);
        assertThat(settings.model().faults()).hasSize(6).doesNotContainValue(0.0);
    }

    @Test
    void defaultsAreThose() {
        assertThat(SimulatorSettings.of(Map.of()).batch())
                .isEqualTo(
                        new BatchSettings(
                                Duration.ofSeconds(1),
                                Duration.ofMillis(200),
                                20,
                                null,
                                Duration.ofMillis(500),
                                Duration.ofMillis(500),
                                0,
                                Map.of(),
                                50_000,
                                2_000));
        assertThat(SimulatorSettings.of(Map.of()).model())
                .extracting(
                        ModelSettings::replyBytes,
                        ModelSettings::reasoningTokens,
                        ModelSettings::latency,
                        ModelSettings::requestsPerMinute,
                        ModelSettings::tokensPerMinute)
                .containsExactly(0, 64, Duration.ofMillis(200), 5_000, 2_000_000);
    }

    @Test
    void yamlMayBeNestedOrNot() throws IOException {
        Path file = dir.resolve("simulator.yaml");
        Files.writeString(
                file,
                """
                seed: 7
                batch:
                  validating: 250ms
                  running: 2h
                  enqueued-tokens.gpt-6-luna: 2000000
                model.reply-bytes: 4096
                fault:
                  line:
                    status.429: 0.02
                    malformed: 0.01
                  reply.refused: 0.5
                  http.batches.create: {drop-after-rate: 1, first-calls: 2}
                """);

        SimulatorSettings settings = SimulatorSettings.load(file);

        assertThat(settings.seed()).isEqualTo(7);
        assertThat(settings.batch().validating()).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.batch().running()).isEqualTo(Duration.ofHours(2));
        assertThat(settings.batch().enqueuedTokensOf()).containsEntry("gpt-6-luna", 2_000_000L);
        assertThat(settings.model().replyBytes()).isEqualTo(4096);
        assertThat(settings.model().faults()).containsEntry(ReplyFault.REFUSED, 0.5);
        assertThat(settings.lineFaults().statuses()).containsEntry(429, 0.02);
        assertThat(settings.lineFaults().blemishes()).containsEntry(Blemish.MALFORMED, 0.01);
        assertThat(settings.http().keySet()).containsExactly(Endpoint.BATCHES_CREATE);
    }

    @Test
    void emptyFileIsTheStandard() throws IOException {
        Path file = Files.writeString(dir.resolve("empty.yaml"), "");

        assertThat(SimulatorSettings.load(file)).isEqualTo(SimulatorSettings.of(Map.of()));
    }

    @Test
    void propertiesAreReadAndScalarsRefused() throws IOException {
        Path properties =
                Files.writeString(dir.resolve("s.properties"), "seed=3\nbatch.running=1h\n");
        Path yaml = Files.writeString(dir.resolve("s.yaml"), "seed=3\n");

        assertThat(SimulatorSettings.load(properties).batch().running())
                .isEqualTo(Duration.ofHours(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatorSettings.load(yaml))
                .withMessageContaining("seed=3");
    }

    @Test
    void allMistakesAreNamedTogether() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                SimulatorSettings.of(
                                        Map.of(
                                                "bach.running", "1s",
                                                "fault.batch.slow", "1.5",
                                                "fault.line.status.200", "1",
                                                "batch.validating", "soon")))
                .withMessageContaining("unknown setting bach.running")
                .withMessageContaining("fault.batch.slow = 1.5: a rate is 0 to 1")
                .withMessageContaining("unknown setting fault.line.status.200")
                .withMessageContaining("batch.validating = soon");
    }

    @ParameterizedTest
    @CsvSource({
        "batch.parallelism, 0",
        "batch.validating, 25h",
        "fault.batch.slow-factor, 0.5",
        "fault.http.files.get.status, 200",
        "model.requests-per-minute, 0",
        "file.batch-bytes, 0",
        "model.reply-bytes, -1",
    })
    void valuesOutOfRangeAreRefused(String key, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatorSettings.of(Map.of(key, value)));
    }

    @ParameterizedTest
    @CsvSource({"250ms, 250", "1.5s, 1500", "2m, 120000", "24h, 86400000", "0, 0", "PT3S, 3000"})
    void timesHaveUnits(String text, long millis) {
        assertThat(SettingKeys.duration(text)).isEqualTo(Duration.ofMillis(millis));
    }
}
