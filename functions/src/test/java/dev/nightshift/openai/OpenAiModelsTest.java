package dev.nightshift.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiModelsTest extends OpenAiTestBase {
    @Test
    void passesTheAnswerOnAsItCame() {
        server.json(
                200,
                "{ \"id\":\"chatcmpl-é\", \"n\": 1.00 }",
                "x-request-id",
                "req_1",
                "x-ratelimit-limit-requests",
                "60",
                "x-ratelimit-remaining-tokens",
                "149984",
                "x-ratelimit-reset-requests",
                "20ms",
                "x-ratelimit-reset-tokens",
                "6m0.5s");

        Reply reply = openAi.chatCompletion("{\"model\":\"m\", \"x\":\"é\"}");

        assertThat(reply.body()).isEqualTo("{ \"id\":\"chatcmpl-é\", \"n\": 1.00 }");
        assertThat(reply.requestId()).isEqualTo("req_1");
        assertThat(reply.rateLimits())
                .isEqualTo(
                        new RateLimits(
                                60L,
                                null,
                                null,
                                149984L,
                                Duration.ofMillis(20),
                                Duration.ofMillis(360_500)));
        FaultyServer.Request request = server.requests().getFirst();
        assertThat(request.line()).isEqualTo("POST /v1/chat/completions");
        assertThat(request.body()).isEqualTo("{\"model\":\"m\", \"x\":\"é\"}");
        assertThat(request.headers()).containsEntry("Content-Type", "application/json");
    }

    @Test
    void asksForReadsAndDeletesAResponse() {
        server.json(200, "{\"id\":\"resp_1\"}")
                .json(200, "{\"id\":\"resp_1\"}")
                .json(200, "")
                .json(404, error("x"));

        assertThat(openAi.createResponse("{}").body()).isEqualTo("{\"id\":\"resp_1\"}");
        assertThat(openAi.response("resp_1").body()).isEqualTo("{\"id\":\"resp_1\"}");
        openAi.deleteResponse("resp_1");
        openAi.deleteResponse("resp_1");

        assertThat(server.lines())
                .isEqualTo(
                        List.of(
                                "POST /v1/responses",
                                "GET /v1/responses/resp_1",
                                "DELETE /v1/responses/resp_1",
                                "DELETE /v1/responses/resp_1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void repeatsWhatOpenAiSaysFailed(int status) {
        server.json(status, error("server_error")).json(200, "{}");

        assertThat(openAi.createResponse("{}").body()).isEqualTo("{}");
    }

    @Test
    void doesNotRepeatWhatMayHaveBeenAnsweredAndBilled() {
        server.silence().body(504, "text/html", "<html>Gateway timeout");

        assertThatThrownBy(() -> openAi.createResponse("{}"))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThatThrownBy(() -> openAi.chatCompletion("{}"))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(server.requests()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"1s,1000", "20ms,20", "1h2m3s,3723000", "0s,0", "6m0s,360000"})
    void readsHowLongUntilALimitIsBack(String text, long millis) {
        assertThat(RateLimits.of(Map.of("x-ratelimit-reset-tokens", text)::get).resetTokens())
                .isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "5", "1s later", "-1s", "99999999999999999999h"})
    void knowsNoLimitItCannotRead(String text) {
        RateLimits limits =
                RateLimits.of(
                        Map.of(
                                        "x-ratelimit-reset-tokens",
                                        text,
                                        "x-ratelimit-limit-tokens",
                                        text + "!")
                                ::get);

        assertThat(limits).isEqualTo(new RateLimits(null, null, null, null, null, null));
    }
}
