package dev.nightshift.simulator;

import static dev.nightshift.simulator.TestingSimulator.batchBody;
import static dev.nightshift.simulator.TestingSimulator.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.simulator.TestingSimulator.Got;
import dev.nightshift.simulator.http.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {
    @TempDir Path dir;

    @Test
    void answerToACreationIsLostThoughTheBatchExists() throws Exception {
        var settings =
                Map.of(
                        "fault.http.batches.create.drop-after-rate", "1",
                        "fault.http.batches.create.first-calls", "1");
        try (var testing = TestingSimulator.start(dir, settings)) {
            String body = batchBody("file-x", "/v1/responses").toString();

            assertThatThrownBy(() -> testing.post("/batches", body))
                    .isInstanceOf(IOException.class);

            assertThat(testing.simulator.batchesCreated()).isEqualTo(1);
            assertThat(testing.get("/batches").json().path("data")).hasSize(1);
            assertThat(testing.post("/batches", body).status()).isEqualTo(200);
            assertThat(testing.simulator.calls().of(Endpoint.BATCHES_CREATE)).isEqualTo(2);
        }
    }

    @Test
    void connectionIsDroppedBeforeAnythingHappened() throws Exception {
        var settings = Map.of("fault.http.batches.create.drop-before-rate", "1");
        try (var testing = TestingSimulator.start(dir, settings)) {
            String body = batchBody("file-x", "/v1/responses").toString();

            assertThatThrownBy(() -> testing.post("/batches", body))
                    .isInstanceOf(IOException.class);

            assertThat(testing.simulator.batchesCreated()).isZero();
        }
    }

    @Test
    void lateBatchIsInvisibleAtFirst() throws Exception {
        var settings = Map.of("fault.http.batches.create.late", "30s");
        try (var testing = TestingSimulator.start(dir, settings)) {
            String id = testing.createBatch(testing.upload(lines(1)));

            assertThat(testing.get("/batches/" + id).status()).isEqualTo(404);
            assertThat(testing.get("/batches").json().path("data")).isEmpty();
            testing.advance(Duration.ofSeconds(30));
            assertThat(testing.batch(id).path("status").asText()).isEqualTo("completed");
            assertThat(testing.get("/batches").json().path("data")).hasSize(1);
        }
    }

    @Test
    void callsAreRefusedWithStatusCodeAndWaitingTime() throws Exception {
        var settings =
                Map.of(
                        "fault.http.files.list.status", "429",
                        "fault.http.files.list.status-rate", "1",
                        "fault.http.files.list.retry-after", "7s",
                        "fault.http.models.list.status", "429",
                        "fault.http.models.list.status-rate", "1",
                        "fault.http.models.list.code", "insufficient_quota");
        try (var testing = TestingSimulator.start(dir, settings)) {
            Got pace = testing.get("/files");
            assertThat(pace.status()).isEqualTo(429);
            assertThat(pace.header("retry-after")).isEqualTo("7");
            assertThat(pace.error().path("code").asText()).isEqualTo("rate_limit_exceeded");

            Got money = testing.get("/models");
            assertThat(money.header("retry-after")).isEmpty();
            assertThat(money.error().path("type").asText()).isEqualTo("insufficient_quota");
        }
    }

    @Test
    void rateOfRefusalsIsKeptAndRepeats() throws Exception {
        var settings = Map.of("fault.http.models.list.status-rate", "0.3");
        Map<String, String> seen = new HashMap<>();
        for (String run : List.of("a", "b")) {
            StringBuilder statuses = new StringBuilder();
            try (var testing = TestingSimulator.start(dir.resolve(run), settings)) {
                for (int i = 0; i < 100; i++) {
                    statuses.append(testing.get("/models").status() == 503 ? 'x' : '.');
                }
            }
            seen.put(run, statuses.toString());
        }
        assertThat(seen.get("a")).isEqualTo(seen.get("b"));
        assertThat(seen.getOrDefault("a", "").chars().filter(c -> c == 'x').count())
                .isBetween(15L, 45L);
    }

    @Test
    @Timeout(60)
    void delayedAnswerWaitsForTheTimeline() throws Exception {
        var settings = Map.of("fault.http.models.list.delay", "10m");
        try (var testing = TestingSimulator.start(dir, settings)) {
            CompletableFuture<Integer> status =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return testing.get("/models").status();
                                } catch (IOException | InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            while (testing.time.nextDue() == null && !status.isDone()) {
                Thread.onSpinWait();
            }
            assertThat(status).isNotDone();

            testing.advance(Duration.ofMinutes(10));

            assertThat(status.join()).isEqualTo(200);
        }
    }

    @Test
    void linesFailAndAreSpoiledInTheShareThatWasAskedFor() throws Exception {
        var settings =
                Map.of(
                        "fault.line.status.500", "0.1",
                        "fault.line.status.429", "0.1",
                        "fault.line.malformed", "0.1",
                        "fault.line.missing", "0.1",
                        "fault.line.duplicated", "0.1",
                        "fault.line.unknown-id", "0.1",
                        "fault.line.empty-body", "0.1");
        try (var testing = TestingSimulator.start(dir, settings)) {
            JsonNode batch = finished(testing, 400);
            List<JsonNode> errors = testing.content(batch.path("error_file_id")).lines();
            String output = testing.content(batch.path("output_file_id")).text();
            int malformed = 0;
            int unknown = 0;
            int empty = 0;
            int twice = 0;
            HashSet<String> ids = new HashSet<>();
            for (String line : output.lines().toList()) {
                JsonNode json;
                try {
                    json = TestingSimulator.JSON.readTree(line);
                } catch (JsonProcessingException _) {
                    malformed++;
                    continue;
                }
                String id = json.path("custom_id").asText();
                unknown += id.startsWith("unknown-") ? 1 : 0;
                empty += json.at("/response/body").isEmpty() ? 1 : 0;
                twice += ids.add(id) ? 0 : 1;
            }
            assertThat(batch.at("/request_counts/failed").asInt()).isEqualTo(errors.size());
            assertThat(errors.size()).isBetween(45, 110);
            assertThat(errors)
                    .extracting(e -> e.at("/response/status_code").asInt())
                    .contains(500, 429)
                    .doesNotContain(400);
            assertThat(List.of(malformed, unknown, empty, twice))
                    .allMatch(count -> count > 10 && count < 60);
            long whole = output.lines().count() - twice;
            assertThat(batch.at("/request_counts/completed").asInt() - whole).isBetween(10L, 60L);
        }
    }

    @Test
    void onlyTheFirstBatchesAreConcerned() throws Exception {
        var settings = Map.of("fault.line.status.500", "1", "fault.first-batches", "1");
        try (var testing = TestingSimulator.start(dir, settings)) {
            JsonNode first = finished(testing, 5);
            JsonNode second = finished(testing, 5);

            assertThat(first.path("status").asText()).isEqualTo("completed");
            assertThat(first.path("output_file_id").isNull()).isTrue();
            assertThat(first.at("/request_counts/failed").asInt()).isEqualTo(5);
            assertThat(second.at("/request_counts/completed").asInt()).isEqualTo(5);
        }
    }

    @Test
    void repliesOfTheFirstBatchesAreSpoiledToo() throws Exception {
        var settings = Map.of("fault.reply.refused", "1", "fault.first-batches", "1");
        try (var testing = TestingSimulator.start(dir, settings)) {
            JsonNode first = finished(testing, 5);
            JsonNode second = finished(testing, 5);

            assertThat(testing.content(first.path("output_file_id")).lines())
                    .hasSize(5)
                    .noneMatch(
                            line -> line.at("/response/body/choices/0/message/refusal").isNull());
            assertThat(testing.content(second.path("output_file_id")).lines())
                    .hasSize(5)
                    .allMatch(line -> line.at("/response/body/choices/0/message/refusal").isNull());
        }
    }

    @Test
    void countsGrowWithFailuresWhileTheBatchRuns() throws Exception {
        try (var testing = TestingSimulator.start(dir, Map.of("fault.line.status.500", "0.5"))) {
            String id = testing.createBatch(testing.upload(lines(200)));
            testing.advance(Duration.ofSeconds(2));

            JsonNode counts = testing.batch(id).path("request_counts");
            int done = counts.path("completed").asInt() + counts.path("failed").asInt();
            assertThat(done).isEqualTo(100);
            assertThat(counts.path("failed").asInt()).isBetween(30, 70);
        }
    }

    @Test
    void stalledBatchExpiresWithThePartThatWasAskedFor() throws Exception {
        var settings = Map.of("fault.batch.expired", "1", "fault.batch.expired-finished", "0.25");
        try (var testing = TestingSimulator.start(dir, settings)) {
            String id = testing.createBatch(testing.upload(lines(40)));
            testing.advance(Duration.ofHours(23));
            assertThat(testing.batch(id).path("status").asText()).isEqualTo("in_progress");
            testing.advance(Duration.ofHours(1));

            JsonNode batch = testing.batch(id);
            assertThat(batch.path("status").asText()).isEqualTo("expired");
            assertThat(testing.content(batch.path("output_file_id")).lines()).hasSize(10);
            assertThat(testing.content(batch.path("error_file_id")).lines()).hasSize(30);
        }
    }

    @Test
    void oddBatchObjectsAreMadeOnPurpose() throws Exception {
        var settings =
                Map.of(
                        "fault.batch.blank-error-file-id", "1",
                        "fault.batch.output-id-late", "1m",
                        "fault.batch.slow", "1",
                        "fault.batch.slow-factor", "100");
        try (var testing = TestingSimulator.start(dir, settings)) {
            String id = testing.createBatch(testing.upload(lines(20)));
            testing.advance(Duration.ofSeconds(20));
            assertThat(testing.batch(id).path("status").asText()).isEqualTo("in_progress");
            testing.advance(Duration.ofSeconds(2));

            JsonNode early = testing.batch(id);
            assertThat(early.path("status").asText()).isEqualTo("completed");
            assertThat(early.path("output_file_id").isNull()).isTrue();
            assertThat(early.path("error_file_id").asText("null")).isEmpty();
            testing.advance(Duration.ofMinutes(1));
            assertThat(testing.batch(id).path("output_file_id").asText()).startsWith("file-");
        }
    }

    @Test
    void wholeBatchesAreRefusedOrFailOnPurpose() throws Exception {
        try (var full =
                        TestingSimulator.start(
                                dir.resolve("full"), Map.of("fault.batch.queue-full", "1"));
                var missing =
                        TestingSimulator.start(
                                dir.resolve("missing"), Map.of("fault.batch.file-not-found", "1"));
                var failing =
                        TestingSimulator.start(
                                dir.resolve("failing"), Map.of("fault.batch.all-failed", "1"))) {
            assertThat(finished(full, 2).at("/errors/data/0/code").asText())
                    .isEqualTo("token_limit_exceeded");
            assertThat(finished(missing, 2).at("/errors/data/0/message").asText())
                    .startsWith("Cannot find file file-");
            assertThat(finished(failing, 2).at("/request_counts/failed").asInt()).isEqualTo(2);
        }
    }

    private static JsonNode finished(TestingSimulator testing, int requests)
            throws IOException, InterruptedException {
        String id = testing.createBatch(testing.upload(lines(requests)));
        testing.advance(Duration.ofHours(1));
        return testing.batch(id);
    }
}
