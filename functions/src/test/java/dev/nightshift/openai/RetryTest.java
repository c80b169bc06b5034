package dev.nightshift.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.metrics.Counts;
import dev.nightshift.metrics.Metrics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class RetryTest extends OpenAiTestBase {
    private static final String BATCH = "{\"id\":\"batch_1\"}";

    @Test
    void triesThreeTimesAndWaitsTwiceAsLongEachTime() {
        server.json(500, "{}").json(500, "{}").json(500, "{}").json(200, BATCH);

        assertThatThrownBy(() -> openAi.batch("batch_1"))
                .isInstanceOf(OpenAiUnavailableException.class);

        assertThat(server.requests()).hasSize(3);
        assertThat(pauses()).hasSize(2);
        assertThat(pauses().get(0)).isBetween(Duration.ofMillis(375), Duration.ofMillis(500));
        assertThat(pauses().get(1)).isBetween(Duration.ofMillis(750), Duration.ofMillis(1000));
    }

    @Test
    void neverWaitsLongerThanEightSecondsUnasked() {
        restart(Map.of("nightshift.openai.attempts", 50));
        for (int i = 0; i < 50; i++) {
            server.json(500, "{}");
        }

        assertThatThrownBy(() -> openAi.batch("batch_1"))
                .isInstanceOf(OpenAiUnavailableException.class);

        assertThat(pauses())
                .hasSize(49)
                .allMatch(pause -> pause.compareTo(Duration.ofSeconds(8)) <= 0);
        assertThat(pauses().getLast()).isGreaterThanOrEqualTo(Duration.ofSeconds(6));
    }

    @ParameterizedTest
    @CsvSource({"retry-after, 120, 120000", "retry-after, 1.5, 1500", "retry-after-ms, 7, 7"})
    void waitsAsLongAsItIsAskedTo(String header, String value, long millis) {
        server.json(429, error("rate_limit_exceeded"), header, value).json(200, BATCH);

        openAi.batch("batch_1");

        assertThat(pauses()).isEqualTo(List.of(Duration.ofMillis(millis)));
    }

    @Test
    void waitsForWhatIsUsedUpWhenItIsNotToldHowLong() {
        server.json(
                        429,
                        error("rate_limit_exceeded"),
                        "x-ratelimit-remaining-requests",
                        "3",
                        "x-ratelimit-reset-requests",
                        "1m30s",
                        "x-ratelimit-remaining-tokens",
                        "0",
                        "x-ratelimit-reset-tokens",
                        "20ms")
                .json(200, BATCH);

        openAi.batch("batch_1");

        assertThat(pauses()).isEqualTo(List.of(Duration.ofMillis(20)));
    }

    @Test
    void whoeverSetsThePaceHimselfHearsOfEveryRefusal() {
        server.json(429, error("rate_limit_exceeded"), "retry-after", "7").json(200, BATCH);

        OpenAiUnavailableException unavailable =
                catchThrowableOfType(
                        OpenAiUnavailableException.class, () -> openAi.once().batch("batch_1"));

        assertThat(unavailable.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(pauses()).isEmpty();
        assertThat(openAi.once().batch("batch_1").id()).isEqualTo("batch_1");
    }

    @Test
    void handsAWaitOfMoreThanTwoMinutesToTheCaller() {
        server.json(429, error("rate_limit_exceeded"), "retry-after", "121").json(200, BATCH);

        OpenAiUnavailableException unavailable =
                catchThrowableOfType(
                        OpenAiUnavailableException.class, () -> openAi.batch("batch_1"));

        assertThat(unavailable.retryAfter()).isEqualTo(Duration.ofSeconds(121));
        assertThat(server.requests()).hasSize(1);
        assertThat(pauses()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insufficient_quota",
                "credit_balance_exhausted",
                "project_spend_limit_exceeded",
                "organization_usage_limit_exceeded",
                "billing_hard_limit_reached"
            })
    void neverTriesAgainForWantOfMoney(String code) {
        server.json(429, error(code), "x-should-retry", "true").json(200, BATCH);

        assertThatThrownBy(() -> openAi.batch("batch_1")).isInstanceOf(OpenAiQuotaException.class);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 403, 404, 413, 422})
    void neverRepeatsWhatIsWrong(int status) {
        server.json(status, error("wrong"), "location", "http://127.0.0.1:1/elsewhere")
                .json(200, BATCH);

        OpenAiRejectedException rejected =
                catchThrowableOfType(OpenAiRejectedException.class, () -> openAi.batch("batch_1"));

        assertThat(rejected.status()).isEqualTo(status);
        assertThat(rejected.code()).isEqualTo("wrong");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 429, 500, 502, 503, 504, 520})
    void repeatsWhatMayPass(int status) {
        server.json(status, "{}").json(200, BATCH);

        assertThat(openAi.batch("batch_1").id()).isEqualTo("batch_1");
    }

    @Test
    void followsTheServersAdviceOnRepeating() {
        server.json(400, "{}", "x-should-retry", "true").json(200, BATCH);
        assertThat(openAi.batch("batch_1").id()).isEqualTo("batch_1");

        server.json(503, "{}", "x-should-retry", "false").json(200, BATCH);
        assertThatThrownBy(() -> openAi.batch("batch_1"))
                .isInstanceOf(OpenAiUnavailableException.class);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void saysWhatToDoAndNothingOfTheContents() {
        server.json(401, error("invalid_api_key"), "x-request-id", "req_9");

        OpenAiRejectedException rejected =
                catchThrowableOfType(OpenAiRejectedException.class, () -> openAi.batch("batch_1"));

        assertThat(rejected)
                .hasNoCause()
                .hasMessage(
                        "GET /batches/batch_1 failed: HTTP 401 invalid_api_key;"
                                + " check the key in nightshift.openai.api-key [req_9]");
        assertThat(rejected.error().detail()).isEqualTo("SECRET words");
        assertThat(rejected.requestId()).isEqualTo("req_9");
    }

    @Test
    void saysThatNoKeyIsSet() {
        restart(Map.of("nightshift.openai.api-key", " "));

        assertThatThrownBy(() -> openAi.batch("batch_1"))
                .isInstanceOf(OpenAiRejectedException.class)
                .hasMessageContaining("no key is set in nightshift.openai.api-key");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void stopsWaitingWhenTheThreadIsToEnd() {
        server.json(500, "{}").json(200, BATCH);
        Pause interrupted =
                length -> {
                    throw new InterruptedException();
                };
        Attempts attempts =
                new Attempts(
                        context.getBean(OpenAiSettings.class),
                        interrupted,
                        context.getBean(CallCounts.class));

        assertThatThrownBy(
                        () ->
                                attempts.make(
                                        "GET /x",
                                        Effect.NONE,
                                        () ->
                                                Wire.attempt(
                                                        () ->
                                                                context.getBean(OpenAiApi.class)
                                                                        .batch("x"),
                                                        Answer::status)))
                .isInstanceOf(OpenAiUnavailableException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void everyTryIsCountedByWhatCameOfItAndToldInOneLine() throws IOException {
        server.json(429, error("rate_limit_exceeded")).json(503, "<html>").json(200, BATCH);
        server.json(503, error("a,b")).json(200, BATCH);
        var told = new ListAppender<ILoggingEvent>();
        told.start();
        Logger lines = (Logger) LoggerFactory.getLogger(Metrics.class);
        lines.setLevel(Level.INFO);
        lines.addAppender(told);
        MDC.put("job", "j");
        try {
            openAi.batch("batch_1");
            openAi.batch("batch_1");
            context.getBean(Counts.class).tell();
            context.getBean(Counts.class).tell();
        } finally {
            MDC.clear();
            lines.detachAppender(told);
        }

        assertThat(told.list).hasSize(1);
        JsonNode line = new ObjectMapper().readTree(told.list.getFirst().getFormattedMessage());
        assertThat(line.path("OpenAiCalls").asInt()).isEqualTo(5);
        assertThat(line.path("OpenAiErrors").asInt()).isEqualTo(3);
        assertThat(line.path("OpenAiErrors429").asInt()).isEqualTo(1);
        assertThat(line.path("OpenAiErrors5xx").asInt()).isEqualTo(2);
        assertThat(line.has("OpenAiErrors4xx")).isFalse();
        assertThat(line.path("errors").asText())
                .isEqualTo("1 429 rate_limit_exceeded, 1 503, 1 503 other");
        assertThat(line.path("job").asText()).isEqualTo("j");
        assertThat(line.at("/_aws/CloudWatchMetrics/0/Dimensions").toString())
                .isEqualTo("[[\"Stack\"]]");
    }
}
