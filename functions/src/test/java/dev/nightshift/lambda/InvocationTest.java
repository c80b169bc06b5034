package dev.nightshift.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.metrics.Counts;
import dev.nightshift.metrics.Metrics;
import dev.nightshift.metrics.MetricsSettings;
import dev.nightshift.pricing.Prices;
import io.micronaut.function.aws.proxy.MockLambdaContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What the log tells of an invocation. */
class InvocationTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.nightshift.Some");

    private record Attempt(String job, int batch, int attempt) implements Concerning {}

    private final Named lambda = new Named();
    private final Counts counts =
            new Counts(
                    new Metrics(
                            new MetricsSettings("stack"),
                            Prices.builtIn(),
                            InstantSource.system()));

    private static final class Named extends MockLambdaContext {
        @Override
        public String getFunctionName() {
            return "stack-collect";
        }

        @Override
        public String getAwsRequestId() {
            return "r-1";
        }
    }

    @Test
    void linesSayWhichInvocationAndWhomItConcernsUntilItIsOver() throws IOException {
        List<JsonNode> lines = new ArrayList<>();

        Invocation.run(
                lambda,
                counts,
                () -> {
                    lines.add(line("begun", null));
                    Invocation.concerns(new Attempt("j", 3, 2));
                    lines.add(line("under way", null));
                    Invocation.concernsJob(null);
                    lines.add(line("over", null));
                });
        lines.add(line("afterwards", null));

        assertThat(lines)
                .extracting(
                        line ->
                                "%s %s %s"
                                        .formatted(
                                                line.path("function").asText(),
                                                line.path("AWSRequestId").asText(),
                                                line.path("job").asText()))
                .containsExactly(
                        "stack-collect r-1 ", "stack-collect r-1 j", "stack-collect r-1 ", "  ");
        assertThat(lines.get(1).path("batch").asText()).isEqualTo("3");
        assertThat(lines.get(1).path("attempt").asText()).isEqualTo("2");
    }

    @Test
    void whatFailsLeavesNothingToTheNextOnItsThread() {
        assertThatThrownBy(
                        () ->
                                Invocation.run(
                                        lambda,
                                        counts,
                                        () -> {
                                            throw new IOException("broken");
                                        }))
                .hasMessage("broken");

        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    @Test
    void lineIsOneObjectWhateverIsSaid() throws IOException {
        JsonNode line =
                line(
                        "a \"quote\"\r\nand half a pair \ud83d\u0001",
                        new IllegalStateException("why", new IOException("whence")));

        assertThat(line.properties().stream().map(field -> field.getKey()))
                .containsExactly("timestamp", "level", "logger", "message", "stack");
        assertThat(Instant.parse(line.path("timestamp").asText()))
                .isEqualTo("2026-11-22T01:02:03Z");
        assertThat(line.path("level").asText()).isEqualTo("WARN");
        assertThat(line.path("logger").asText()).isEqualTo(LOG.getName());
        assertThat(line.path("message").asText())
                .isEqualTo("a \"quote\"\r\nand half a pair ?\u0001");
        assertThat(line.path("stack").asText())
                .startsWith("java.lang.IllegalStateException: why")
                .contains("Caused by: java.io.IOException: whence")
                .contains(getClass().getName());
    }

    private static JsonNode line(String message, @Nullable Throwable thrown) throws IOException {
        var event = new LoggingEvent(LOG.getName(), LOG, Level.WARN, message, thrown, null);
        event.setInstant(Instant.parse("2026-11-22T01:02:03Z"));
        String line = new String(new LogLineEncoder().encode(event), StandardCharsets.UTF_8);
        assertThat(line).endsWith("}\n").hasLineCount(1);
        return new ObjectMapper().readTree(line);
    }
}
