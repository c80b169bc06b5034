package dev.nightshift.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.conversation.TestingApi.Answer;
import dev.nightshift.job.TestingCloud;
import dev.nightshift.simulator.http.Endpoint;
import dev.nightshift.time.ManualTimeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that takes longer than the API waits, in time that is moved. */
class SlowTurnTest {
    @TempDir Path folder;

    @Test
    void aTurnThatTakesLongerThan25SecondsGoesOnAndCanBeAskedFor() throws Exception {
        Instant start = Instant.parse("2026-11-21T22:00:00Z");
        var time = new ManualTimeline(start);
        try (var cloud =
                        TestingCloud.movedBy(
                                time, folder, Map.of("model.latency", "40s"), Map.of());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var api = new TestingApi(cloud);
            Future<Answer> asked =
                    threads.submit(() -> api.post("/conversations", TestingApi.RECORD));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> start.plusSeconds(40).equals(time.nextDue()));

            time.advance(Duration.ofSeconds(25));
            Answer begun = asked.get();
            String turn = begun.location();
            Answer early = api.get(turn);
            time.advance(Duration.ofSeconds(15));
            JsonNode late = api.await(turn, body -> !body.path("status").asText().equals("asking"));

            assertThat(begun.status()).isEqualTo(202);
            assertThat(turn).isEqualTo("/conversations/" + begun.id() + "/turns/analysis");
            assertThat(early.status()).isEqualTo(202);
            assertThat(early.location()).isEqualTo(turn);
            assertThat(late.path("status").asText()).isEqualTo("succeeded");
            assertThat(cloud.openAi.calls().of(Endpoint.RESPONSES_CREATE)).isEqualTo(1);
        }
    }
}
