package dev.nightshift.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorFamilyTest {
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "429, insufficient_quota, insufficient_quota, QUOTA",
        "429, credit_balance_exhausted, insufficient_quota, QUOTA",
        "429, organization_spend_limit_exceeded, insufficient_quota, QUOTA",
        "429, project_spend_limit_exceeded, insufficient_quota, QUOTA",
        "429, organization_usage_limit_exceeded, insufficient_quota, QUOTA",
        "429, billing_hard_limit_reached, insufficient_quota, QUOTA",
        "429, , insufficient_quota, QUOTA",
        "403, insufficient_quota, , QUOTA",
        "402, , , QUOTA",
        "429, rate_limit_exceeded, insufficient_quota, UNAVAILABLE",
        "429, rate_limit_exceeded, tokens, UNAVAILABLE",
        "429, , , UNAVAILABLE",
        "429, slow_down, , UNAVAILABLE",
        "503, server_is_overloaded, , UNAVAILABLE",
        "500, , server_error, UNAVAILABLE",
        "408, , , UNAVAILABLE",
        "409, , , UNAVAILABLE",
        "520, , , UNAVAILABLE",
        "301, , , REJECTED",
        "400, invalid_value, invalid_request_error, REJECTED",
        "401, invalid_api_key, , REJECTED",
        "403, , , REJECTED",
        "404, , , REJECTED",
        "413, , , REJECTED",
        "422, , , REJECTED",
    })
    void decidesOnTheCodeThenTheTypeThenTheStatus(
            int status, String code, String type, ErrorFamily family) {
        assertThat(ErrorFamily.of(status, code, type)).isEqualTo(family);
    }

    @Test
    void followsTheServersAdviceOnRepeating() {
        assertThat(failure(400, Map.of("x-should-retry", "true"), "{}"))
                .matches(Failure::worthRepeating)
                .matches(failure -> failure.family() == ErrorFamily.UNAVAILABLE);
        assertThat(failure(503, Map.of("x-should-retry", "false"), "{}"))
                .matches(failure -> !failure.worthRepeating())
                .matches(failure -> failure.family() == ErrorFamily.UNAVAILABLE);
        assertThat(failure(503, Map.of("x-should-retry", "perhaps"), "{}"))
                .matches(Failure::worthRepeating);
    }

    @Test
    void neverRepeatsForWantOfMoneyWhateverTheServerAdvises() {
        assertThat(
                        failure(
                                429,
                                Map.of("x-should-retry", "true"),
                                OpenAiTestBase.error("insufficient_quota")))
                .matches(failure -> !failure.worthRepeating())
                .matches(failure -> failure.family() == ErrorFamily.QUOTA);
    }

    @Test
    void readsAllThatOpenAiSays() {
        Failure failure =
                failure(
                        400,
                        Map.of("x-request-id", "req_1"),
                        "{\"detail\":{\"error\":1},\"error\":{\"message\":\"No.\",\"type\":\"t\","
                                + "\"param\":\"p[0].q\",\"code\":\"c\",\"inner\":{\"code\":\"x\"}},\"more\":");

        assertThat(failure.error())
                .isEqualTo(new OpenAiError(400, "c", "t", "p[0].q", "No.", "req_1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "<html><body>Bad gateway</body></html>",
                "{\"error\":null}",
                "{\"error\":[]}",
                "{\"error\":{\"code\":null,\"type\":{},\"message\":[\"x\"]}}",
                "{\"error\":{\"code\":\"two words\"}}",
                "{\"error\":{\"code\":\"line\\nbreak\"}}",
                "\u0000\u0001"
            })
    void knowsOnlyTheStatusOfWhatSaysNothing(String body) {
        assertThat(failure(502, Map.of(), body).error())
                .isEqualTo(new OpenAiError(502, null, null, null, null, null));
    }

    @Test
    void readsTheCodeBeforeTheCut() {
        assertThat(
                        failure(429, Map.of(), "{\"error\":{\"code\":\"insufficient_quota\",\"mess")
                                .family())
                .isEqualTo(ErrorFamily.QUOTA);
    }

    @Test
    void keepsLittleOfAHugeBody() {
        String words = "x".repeat(10_000_000);

        Failure failure = failure(400, Map.of(), "{\"error\":{\"message\":\"" + words + "\"}}");

        assertThat(failure.error().detail()).hasSize(500);
    }

    @Test
    void readsABareMessage() {
        assertThat(failure(400, Map.of(), "{\"error\":\"not so\"}").error().detail())
                .isEqualTo("not so");
    }

    @ParameterizedTest
    @CsvSource({
        "retry-after-ms, 1500, 1500",
        "retry-after, 2, 2000",
        "retry-after, 0.25, 250",
        "'retry-after', 'Sat, 21 Nov 2026 00:00:07 GMT', 7000",
        "'retry-after', 'Fri, 20 Nov 2026 00:00:00 GMT', 0",
    })
    void readsHowLongToWait(String header, String value, long millis) {
        assertThat(failure(429, Map.of(header, value), "{}").retryAfter())
                .isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void measuresADateByTheServersOwnClock() {
        assertThat(
                        failure(
                                        429,
                                        Map.of(
                                                "date", "Thu, 01 Jan 2026 00:00:00 GMT",
                                                "retry-after", "Thu, 01 Jan 2026 00:00:30 GMT"),
                                        "{}")
                                .retryAfter())
                .isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void prefersTheFinerWait() {
        assertThat(
                        failure(429, Map.of("retry-after", "9", "retry-after-ms", "10"), "{}")
                                .retryAfter())
                .isEqualTo(Duration.ofMillis(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "soon", "NaN", "Infinity", "1e-999999999", "99:99"})
    void asksForNoWaitItCannotRead(String value) {
        Duration wait = failure(429, Map.of("retry-after", value), "{}").retryAfter();
        assertThat(wait == null || wait.isZero()).isTrue();
    }

    @Property
    void understandsAnyAnswer(
            @ForAll @IntRange(min = 100, max = 999) int status,
            @ForAll("headers") Map<String, String> headers,
            @ForAll("bodies") byte[] body) {
        Failure failure = Failure.of(status, headers::get, body, NOW);

        assertThat(failure.error().status()).isEqualTo(status);
        assertThat(failure.toException("GET /x")).hasMessageStartingWith("GET /x failed: HTTP");
        assertThat(failure.describe("GET /x")).doesNotContain("SECRET", "\n");
        assertThat(failure.retryAfter()).matches(wait -> wait == null || !wait.isNegative());
        if (failure.family() == ErrorFamily.QUOTA) {
            assertThat(failure.worthRepeating()).isFalse();
        }
    }

    @Provide
    Arbitrary<Map<String, String>> headers() {
        Arbitrary<String> names =
                Arbitraries.of(
                        "retry-after", "retry-after-ms", "date", "x-should-retry", "x-request-id");
        Arbitrary<String> values =
                Arbitraries.oneOf(
                        Arbitraries.of("true", "false", "1e9999", "Sat, 21 Nov 2026 00:00:07 GMT"),
                        Arbitraries.doubles().map(String::valueOf),
                        Arbitraries.strings());
        return Arbitraries.maps(names, values).ofMaxSize(5);
    }

    @Provide
    Arbitrary<byte[]> bodies() {
        Arbitrary<String> errors =
                Arbitraries.of(
                        OpenAiTestBase.error("insufficient_quota"),
                        OpenAiTestBase.error("rate_limit_exceeded"),
                        OpenAiTestBase.error("a\\nb"),
                        "{\"detail\":[1,{\"a\":null}],\"error\":{\"code\":1,\"param\":true}}");
        return Combinators.combine(
                        errors, Arbitraries.integers().between(0, 120), Arbitraries.bytes())
                .as(ErrorFamilyTest::damage);
    }

    /** Cuts the text at {@code at}, or puts {@code other} there. */
    private static byte[] damage(String text, int at, byte other) {
        byte[] bytes = text.getBytes(UTF_8);
        if (at >= bytes.length) {
            return bytes;
        }
        if (other % 2 == 0) {
            return Arrays.copyOf(bytes, at);
        }
        bytes[at] = other;
        return bytes;
    }

    private static Failure failure(int status, Map<String, String> headers, String body) {
        return Failure.of(status, headers::get, body.getBytes(UTF_8), NOW);
    }
}
