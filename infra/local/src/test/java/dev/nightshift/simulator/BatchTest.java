package dev.nightshift.simulator;

import static dev.nightshift.simulator.TestingSimulator.JSON;
import static dev.nightshift.simulator.TestingSimulator.START;
import static dev.nightshift.simulator.TestingSimulator.batchBody;
import static dev.nightshift.simulator.TestingSimulator.chat;
import static dev.nightshift.simulator.TestingSimulator.line;
import static dev.nightshift.simulator.TestingSimulator.lines;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.simulator.TestingSimulator.Got;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {
    private static final long CREATED = START.getEpochSecond();

    @TempDir Path dir;

    @Test
    void batchPassesThroughItsStatusesWithTimesAndCounts() throws Exception {
        try (var testing = TestingSimulator.start(dir, Map.of())) {
            String id = testing.createBatch(testing.upload(lines(300)));

            JsonNode created = testing.batch(id);
            assertThat(created.path("status").asText()).isEqualTo("validating");
            assertThat(created.path("expires_at").asLong()).isEqualTo(CREATED + 86_400);
            assertThat(counts(created)).containsExactly(0, 0, 0);

            testing.advance(Duration.ofMillis(2500));
            JsonNode running = testing.batch(id);
            assertThat(running.path("status").asText()).isEqualTo("in_progress");
            assertThat(running.path("in_progress_at").asLong()).isEqualTo(CREATED + 1);
            assertThat(counts(running)).containsExactly(300, 150, 0);
            assertThat(running.path("output_file_id").isNull()).isTrue();

            testing.advance(Duration.ofMillis(1600));
            assertThat(testing.batch(id).path("status").asText()).isEqualTo("finalizing");

            testing.advance(Duration.ofMillis(400));
            JsonNode done = testing.batch(id);
            assertThat(done.path("status").asText()).isEqualTo("completed");
            assertThat(done.path("finalizing_at").asLong()).isEqualTo(CREATED + 4);
            assertThat(done.path("completed_at").asLong()).isEqualTo(CREATED + 4);
            assertThat(counts(done)).containsExactly(300, 300, 0);
            assertThat(done.path("model").asText()).isEqualTo("gpt-6-luna");
            assertThat(done.path("error_file_id").isNull()).isTrue();
            assertThat(done.path("failed_at").isNull()).isTrue();
        }
    }

    @Test
    void outputHasEveryRequestOnceInAnotherOrderAndItsTokensAddUp() throws Exception {
        try (var testing = TestingSimulator.start(dir, Map.of())) {
            String id = testing.createBatch(testing.upload(lines(50)));
            testing.advance(Duration.ofHours(1));

            JsonNode batch = testing.batch(id);
            List<JsonNode> output = testing.content(batch.path("output_file_id")).lines();

            List<String> ids = customIds(output);
            List<String> asked = new ArrayList<>();
            for (int i = 1; i <= 50; i++) {
                asked.add("r" + i);
            }
            assertThat(ids).containsExactlyInAnyOrderElementsOf(asked).isNotEqualTo(asked);
            long tokens =
                    output.stream()
                            .mapToLong(one -> one.at("/response/body/usage/total_tokens").asLong())
                            .sum();
            assertThat(batch.path("usage").path("total_tokens").asLong()).isEqualTo(tokens);
            assertThat(output.getFirst().path("error").isNull()).isTrue();
            assertThat(output.getFirst().path("id").asText()).matches("batch_req_[0-9a-f]{32}");
        }
    }

    @Test
    void wrongParametersFailTheirLineAndGoToTheErrorFile() throws Exception {
        try (var testing = TestingSimulator.start(dir, Map.of())) {
            String file =
                    testing.upload(
                            line(
                                            "good",
                                            chat("Hello")
                                                    .put("temperature", 0.3)
                                                    .put("reasoning_effort", "none"))
                                    + "\n"
                                    + line("warm", chat("Hello").put("temperature", 0.3))
                                    + "\n"
                                    + line("old", chat("Hello").put("max_tokens", 10))
                                    + "\n");
            String id = testing.createBatch(file);
            testing.advance(Duration.ofHours(1));

            JsonNode batch = testing.batch(id);
            assertThat(counts(batch)).containsExactly(3, 1, 2);
            List<JsonNode> errors = testing.content(batch.path("error_file_id")).lines();
            assertThat(customIds(errors)).containsExactlyInAnyOrder("warm", "old");
            for (JsonNode error : errors) {
                assertThat(error.at("/response/status_code").asInt()).isEqualTo(400);
                assertThat(error.path("error").isNull()).isTrue();
                assertThat(error.at("/response/body/error/code").asText())
                        .isEqualTo(
                                error.path("custom_id").asText().equals("warm")
                                        ? "unsupported_value"
                                        : "unsupported_parameter");
            }
        }
    }

    @Test
    void everyBadLineIsNamedAndFailsTheWholeBatch() throws Exception {
        ObjectNode otherUrl = line("url", chat("x")).put("url", "/v1/responses");
        ObjectNode noId = line("none", chat("x"));
        noId.remove("custom_id");
        ObjectNode noMessages = chat("x");
        noMessages.remove("messages");
        ObjectNode noModel = chat("x");
        noModel.remove("model");
        List<String> lines =
                List.of(
                        line("good", chat("x")).toString(),
                        "not json",
                        noId.toString(),
                        otherUrl.toString(),
                        line("m", chat("x").put("model", "gpt-0")).toString(),
                        line("n", chat("x").put("model", "gpt-6-sol")).toString(),
                        line("s", chat("x").put("stream", true)).toString(),
                        line("good", chat("x")).toString(),
                        line("empty", noMessages).toString(),
                        line("modelless", noModel).toString(),
                        "");
        try (var testing = TestingSimulator.start(dir, Map.of())) {
            String id = testing.createBatch(testing.upload(String.join("\n", lines) + "\n"));
            testing.advance(Duration.ofSeconds(1));

            JsonNode batch = testing.batch(id);
            assertThat(batch.path("status").asText()).isEqualTo("failed");
            assertThat(batch.path("failed_at").asLong()).isEqualTo(CREATED + 1);
            assertThat(batch.path("in_progress_at").isNull()).isTrue();
            assertThat(counts(batch)).containsExactly(0, 0, 0);
            assertThat(batch.path("errors").path("data"))
                    .extracting(
                            e ->
                                    "%s %s %s"
                                            .formatted(
                                                    e.path("line").asText(),
                                                    e.path("code").asText(),
                                                    e.path("param").asText()))
                    .containsExactly(
                            "2 invalid_json_line null",
                            "3 missing_required_parameter custom_id",
                            "4 invalid_url url",
                            "5 model_not_found body.model",
                            "6 model_mismatch body.model",
                            "7 streaming_unsupported body.stream",
                            "8 duplicate_custom_id custom_id",
                            "9 missing_required_parameter body.messages",
                            "10 invalid_request body.model",
                            "11 invalid_json_line null");
        }
    }

    @Test
    void byteOrderMarkMakesTheFirstLineUnreadable() throws Exception {
        try (var testing = TestingSimulator.start(dir, Map.of())) {
            String id = testing.createBatch(testing.upload("\uFEFF" + lines(2)));
            testing.advance(Duration.ofSeconds(1));

            assertThat(codes(testing.batch(id))).containsExactly("invalid_json_line");
        }
    }

    @Test
    void fileAsAWholeCanBeEmptyTooLongOrMissing() throws Exception {
        try (var testing = TestingSimulator.start(dir, Map.of("batch.most-requests", "5"))) {
            String empty = testing.createBatch(testing.upload(""));
            String longer = testing.createBatch(testing.upload(lines(6)));
            String missing = testing.createBatch("file-none");
            testing.advance(Duration.ofSeconds(1));

            assertThat(codes(testing.batch(empty))).containsExactly("empty_file");
            assertThat(codes(testing.batch(longer))).containsExactly("too_many_tasks");
            assertThat(codes(testing.batch(missing))).containsExactly("invalid_request");
            assertThat(testing.batch(missing).at("/errors/data/0/param").asText())
                    .isEqualTo("file_id");
        }
    }

    @Test
    void enqueuedTokensAreLimitedPerModelUntilBatchesEnd() throws Exception {
        try (var testing = TestingSimulator.start(dir, Map.of("batch.enqueued-tokens", "300"))) {
            String file = testing.upload(lines(20));
            String first = testing.createBatch(file);
            String second = testing.createBatch(file);
            testing.advance(Duration.ofHours(1));
            String third = testing.createBatch(file);
            testing.advance(Duration.ofHours(1));

            assertThat(testing.batch(first).path("status").asText()).isEqualTo("completed");
            assertThat(codes(testing.batch(second))).containsExactly("token_limit_exceeded");
            assertThat(testing.batch(second).at("/errors/data/0/line").isNull()).isTrue();
            assertThat(testing.batch(third).path("status").asText()).isEqualTo("completed");
        }
    }

    @Test
    void cancelledBatchKeepsWhatWasFinished() throws Exception {
        try (var testing = TestingSimulator.start(dir, Map.of())) {
            String id = testing.createBatch(testing.upload(lines(300)));
            testing.advance(Duration.ofSeconds(2));
            Got cancelling = testing.post("/batches/" + id + "/cancel", "");
            assertThat(cancelling.json().path("status").asText()).isEqualTo("cancelling");
            testing.advance(Duration.ofHours(1));

            JsonNode batch = testing.batch(id);
            assertThat(batch.path("status").asText()).isEqualTo("cancelled");
            assertThat(batch.path("cancelling_at").asLong()).isEqualTo(CREATED + 2);
            assertThat(counts(batch)).containsExactly(300, 100, 0);
            assertThat(testing.content(batch.path("output_file_id")).lines()).hasSize(100);
            assertThat(testing.post("/batches/" + id + "/cancel", "").status()).isEqualTo(200);
        }
    }

    @Test
    void batchCancelledBeforeItsCheckHasNoResults() throws Exception {
        try (var testing = TestingSimulator.start(dir, Map.of())) {
            String id = testing.createBatch(testing.upload(lines(3)));
            testing.post("/batches/" + id + "/cancel", "");
            testing.advance(Duration.ofHours(1));

            JsonNode batch = testing.batch(id);
            assertThat(batch.path("status").asText()).isEqualTo("cancelled");
            assertThat(batch.path("in_progress_at").isNull()).isTrue();
            assertThat(batch.path("output_file_id").isNull()).isTrue();
        }
    }

    @Test
    void batchWhoseFileIsRefusedWhileItIsCancelledHasNoResults() throws Exception {
        try (var testing = TestingSimulator.start(dir, Map.of("batch.cancelling", "10s"))) {
            String id = testing.createBatch(testing.upload("not json\n"));
            testing.advance(Duration.ofMillis(999));
            testing.post("/batches/" + id + "/cancel", "");
            testing.advance(Duration.ofSeconds(5));
            assertThat(testing.batch(id).path("status").asText()).isEqualTo("cancelling");
            testing.advance(Duration.ofSeconds(5));

            assertThat(testing.batch(id).path("status").asText()).isEqualTo("cancelled");
            assertThat(testing.batch(id).path("output_file_id").isNull()).isTrue();
        }
    }

    @Test
    void batchThatIsTooSlowExpiresWithPartOfItsOutput() throws Exception {
        try (var testing = TestingSimulator.start(dir, Map.of("batch.running", "48h"))) {
            String id = testing.createBatch(testing.upload(lines(100)));
            testing.advance(Duration.ofHours(25));

            JsonNode batch = testing.batch(id);
            assertThat(batch.path("status").asText()).isEqualTo("expired");
            assertThat(batch.path("expired_at").asLong()).isEqualTo(CREATED + 86_400);
            assertThat(batch.path("finalizing_at").isNull()).isTrue();
            List<JsonNode> output = testing.content(batch.path("output_file_id")).lines();
            List<JsonNode> errors = testing.content(batch.path("error_file_id")).lines();
            assertThat(output).hasSize(49);
            assertThat(errors)
                    .hasSize(51)
                    .allMatch(e -> e.path("response").isNull())
                    .allMatch(e -> e.at("/error/code").asText().equals("batch_expired"));
        }
    }

    @Test
    void batchGoesOnAfterARestartThoughItsInputWasDeleted() throws Exception {
        String id;
        TestingSimulator before = TestingSimulator.start(dir, Map.of());
        try (before) {
            String file = before.upload(lines(100));
            id = before.createBatch(file);
            before.advance(Duration.ofMillis(1500));
            assertThat(before.batch(id).path("status").asText()).isEqualTo("in_progress");
            assertThat(before.delete("/files/" + file).json().path("deleted").asBoolean()).isTrue();
        }
        try (var after = new TestingSimulator(dir, before.time, Map.of())) {
            assertThat(after.simulator.batchesCreated()).isEqualTo(1);
            after.advance(Duration.ofHours(1));

            JsonNode batch = after.batch(id);
            assertThat(batch.path("status").asText()).isEqualTo("completed");
            assertThat(batch.path("completed_at").asLong()).isEqualTo(CREATED + 2);
            assertThat(after.content(batch.path("output_file_id")).lines()).hasSize(100);
        }
    }

    @Test
    void sameSeedGivesTheSameReplies() throws Exception {
        List<List<String>> runs = new ArrayList<>();
        for (String run : List.of("a", "b")) {
            try (var testing = TestingSimulator.start(dir.resolve(run), Map.of("seed", "9"))) {
                String id = testing.createBatch(testing.upload(lines(20)));
                testing.advance(Duration.ofHours(1));
                runs.add(contents(testing.content(testing.batch(id).path("output_file_id"))));
            }
        }
        assertThat(runs.getFirst()).isEqualTo(runs.getLast()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "endpoint, \"/v1/nothing\", invalid_value, endpoint",
        "completion_window, \"48h\", invalid_value, completion_window",
        "metadata, '{\"tags\":[]}', invalid_type, metadata.tags",
        "input_file_id, null, missing_required_parameter, input_file_id",
    })
    void wrongRequestIsRefusedAtOnce(String name, String value, String code, String param)
            throws Exception {
        try (var testing = TestingSimulator.start(dir, Map.of())) {
            ObjectNode body = batchBody("file-x", "/v1/chat/completions");
            body.set(name, JSON.readTree(value));

            Got got = testing.post("/batches", body.toString());

            assertThat(got.status()).isEqualTo(400);
            assertThat(got.error().path("code").asText()).isEqualTo(code);
            assertThat(got.error().path("param").asText()).isEqualTo(param);
            assertThat(testing.simulator.batchesCreated()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"a\":", "{} {}"})
    void bodyThatIsNoObjectIsRefused(String body) throws Exception {
        try (var testing = TestingSimulator.start(dir, Map.of())) {
            assertThat(testing.post("/batches", body).status()).isEqualTo(400);
        }
    }

    @Test
    void creationsPerHourAreLimited() throws Exception {
        try (var testing = TestingSimulator.start(dir, Map.of("batch.creations-per-hour", "2"))) {
            String body = batchBody("file-x", "/v1/responses").toString();
            testing.post("/batches", body);
            testing.post("/batches", body);

            Got third = testing.post("/batches", body);
            testing.advance(Duration.ofMinutes(61));

            assertThat(third.status()).isEqualTo(429);
            assertThat(third.error().path("code").asText()).isEqualTo("rate_limit_exceeded");
            assertThat(testing.post("/batches", body).status()).isEqualTo(200);
        }
    }

    private static List<Integer> counts(JsonNode batch) {
        JsonNode counts = batch.path("request_counts");
        return List.of(
                counts.path("total").asInt(),
                counts.path("completed").asInt(),
                counts.path("failed").asInt());
    }

    private static List<String> codes(JsonNode batch) {
        return batch.path("errors").path("data").findValuesAsText("code");
    }

    private static List<String> customIds(List<JsonNode> lines) {
        return lines.stream().map(line -> line.path("custom_id").asText()).toList();
    }

    private static List<String> contents(Got output) throws IOException {
        return output.lines().stream()
                .map(line -> line.at("/response/body/choices/0/message/content").asText())
                .toList();
    }
}
