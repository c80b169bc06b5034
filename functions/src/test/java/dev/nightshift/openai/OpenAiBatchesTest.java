package dev.nightshift.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiBatchesTest extends OpenAiTestBase {
    private static final NewBatch NEW =
            new NewBatch(
                    "file-1",
                    "/v1/responses",
                    "24h",
                    Map.of("job", "j1"),
                    ExpiresAfter.of(Duration.ofDays(2)));
    private static final String BATCH = "{\"id\":\"batch_1\",\"status\":\"validating\"}";

    @Test
    void createsABatchWithTheKeyAndTheFieldsOpenAiNames() {
        restart(
                Map.of(
                        "nightshift.openai.organization",
                        "org-1",
                        "nightshift.openai.project",
                        "proj-1"));
        server.json(200, BATCH);

        Batch batch = openAi.createBatch(NEW);

        assertThat(batch.status()).isEqualTo(BatchStatus.VALIDATING);
        FaultyServer.Request request = server.requests().getFirst();
        assertThat(request.line()).isEqualTo("POST /v1/batches");
        assertThat(request.body())
                .isEqualTo(
                        "{\"input_file_id\":\"file-1\",\"endpoint\":\"/v1/responses\","
                                + "\"completion_window\":\"24h\",\"metadata\":{\"job\":\"j1\"},"
                                + "\"output_expires_after\":{\"anchor\":\"created_at\",\"seconds\":172800}}");
        assertThat(request.headers())
                .containsEntry("Authorization", "Bearer sk-test")
                .containsEntry("OpenAI-Organization", "org-1")
                .containsEntry("OpenAI-Project", "proj-1")
                .containsEntry("Content-Type", "application/json");
    }

    @Test
    void doesNotCreateAgainWhenTheConnectionBreaks() {
        server.silence().json(200, BATCH);

        assertThatThrownBy(() -> openAi.createBatch(NEW))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 500, 502, 503, 504, 520})
    void doesNotCreateAgainAfterAnAnswerThatProvesNothing(int status) {
        server.json(status, "{}", "x-should-retry", "true").json(200, BATCH);

        OutcomeUnknownException unknown =
                catchThrowableOfType(OutcomeUnknownException.class, () -> openAi.createBatch(NEW));

        assertThat(unknown.status()).isEqualTo(status);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "<html>", "{\"id\":\"bat", "{\"object\":\"batch\"}"})
    void doesNotCreateAgainAfterASuccessItCannotRead(String body) {
        server.json(200, body).json(200, BATCH);

        assertThatThrownBy(() -> openAi.createBatch(NEW))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void doesNotCreateAgainWhenNoAnswerComesInTime() {
        restart(Map.of("nightshift.openai.read-timeout", "200ms"));
        server.stalledAfter(0);

        assertThatThrownBy(() -> openAi.createBatch(NEW))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void createsAgainWhenOpenAiTurnedTheCallAwayUndone() {
        server.json(429, error("rate_limit_exceeded"))
                .json(503, error("server_is_overloaded"))
                .json(200, BATCH);

        assertThat(openAi.createBatch(NEW).id()).isEqualTo("batch_1");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void createsAgainWhenNoConnectionCameAbout() {
        restart(Map.of("nightshift.openai.base-url", "http://127.0.0.1:1/v1"));

        assertThatThrownBy(() -> openAi.createBatch(NEW))
                .isInstanceOf(OpenAiUnavailableException.class)
                .hasMessageContaining("no connection");
        assertThat(pauses()).hasSize(2);
    }

    @Test
    void asksForABatchAgainUntilItAnswers() {
        server.silence().body(502, "text/html", "<html>Bad gateway").json(200, BATCH);

        assertThat(openAi.batch("batch_1").id()).isEqualTo("batch_1");
        assertThat(server.lines())
                .isEqualTo(
                        List.of(
                                "GET /v1/batches/batch_1",
                                "GET /v1/batches/batch_1",
                                "GET /v1/batches/batch_1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "<html>", "{\"id\":\"bat", "[]", "{\"id\":\"\"}"})
    void asksAgainAfterASuccessItCannotRead(String body) {
        server.json(200, body).json(200, BATCH);

        assertThat(openAi.batch("batch_1").id()).isEqualTo("batch_1");
    }

    @Test
    void asksAgainAfterASuccessThatIsNotJson() {
        server.body(200, "text/html", "<html>Sign in to the network").json(200, BATCH);

        assertThat(openAi.batch("batch_1").id()).isEqualTo("batch_1");
    }

    @Test
    void neverLeavesTheBatchAnIdNames() {
        server.json(200, BATCH);

        openAi.batch("../files?x#y");

        assertThat(server.lines()).isEqualTo(List.of("GET /v1/batches/..%2Ffiles%3Fx%23y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", ".."})
    void refusesAnIdThatNamesSomethingElse(String id) {
        assertThatThrownBy(() -> openAi.batch(id)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> openAi.deleteFile(id))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> openAi.content(id)).isInstanceOf(IllegalArgumentException.class);
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 101})
    void refusesAPageOpenAiWouldRefuse(int limit) {
        assertThatThrownBy(() -> openAi.batches(null, limit))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsPagesUntilTheLast() {
        server.json(200, "{\"data\":[{\"id\":\"b2\"},{\"id\":\"b1\"}],\"has_more\":true}")
                .json(200, "{\"data\":[],\"has_more\":false}");

        BatchPage first = openAi.batches(null, 2);
        BatchPage last = openAi.batches(first.next(), 2);

        assertThat(first.batches()).extracting(Batch::id).containsExactly("b2", "b1");
        assertThat(last.next()).isNull();
        assertThat(server.lines())
                .isEqualTo(List.of("GET /v1/batches?limit=2", "GET /v1/batches?after=b1&limit=2"));
    }

    @Test
    void cancelsABatch() {
        server.json(200, "{\"id\":\"batch_1\",\"status\":\"cancelling\"}");

        assertThat(openAi.cancelBatch("batch_1").status()).isEqualTo(BatchStatus.CANCELLING);
        assertThat(server.lines()).isEqualTo(List.of("POST /v1/batches/batch_1/cancel"));
    }

    @Test
    void returnsABatchThatIsOverInsteadOfCancellingItAgainAndAgain() {
        server.json(409, error("conflict"))
                .json(200, "{\"id\":\"batch_1\",\"status\":\"completed\"}");

        assertThat(openAi.cancelBatch("batch_1").status()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(server.lines())
                .isEqualTo(List.of("POST /v1/batches/batch_1/cancel", "GET /v1/batches/batch_1"));
        assertThat(pauses()).isEmpty();
    }
}
