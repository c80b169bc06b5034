package dev.nightshift.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.batch.BatchAttempt.Phase;
import dev.nightshift.job.Job;
import dev.nightshift.job.TestingCloud;
import dev.nightshift.job.TestingJobs.Invoked;
import dev.nightshift.simulator.http.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many calls the real-time lane makes at once, with a simulator that refuses some. */
class RealtimePaceTest {
    @TempDir private Path folder;

    @Test
    void callsAtOnceGrowAndFollowWhatOpenAiHasLeft() throws Exception {
        // 240 calls may be made at once, and then four a second.
        try (TestingCloud cloud =
                TestingCloud.start(
                        folder,
                        Map.of("model.latency", "300ms", "model.requests-per-minute", "240"),
                        Map.of())) {
            Job job = Realtimes.prepared(cloud, 280);

            Future<Invoked> answer = Realtimes.begin(cloud, job);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Realtimes.sent(cloud) > 265 || answer.isDone());
            assertThat(cloud.openAi.calls().mostUnderWay(Endpoint.RESPONSES_CREATE))
                    .isGreaterThan(2 * Pace.FIRST);
            assertThat(cloud.openAi.calls().underWay(Endpoint.RESPONSES_CREATE))
                    .isLessThan(Pace.FIRST);

            assertThat(Realtimes.isOver(answer.get())).isTrue();
            assertThat(Realtimes.sent(cloud)).as("none was refused").isEqualTo(280);
        }
    }

    @Test
    void stormOfRefusalsHalvesTheCallsRoundByRoundAndEndsWell() throws Exception {
        try (TestingCloud cloud =
                TestingCloud.start(
                        folder,
                        Realtimes.faults(
                                "status",
                                "429",
                                "status-rate",
                                "1",
                                "retry-after",
                                "3s",
                                "first-calls",
                                "30",
                                // By then all calls of a round have been made.
                                "delay",
                                "500ms"),
                        Map.of())) {
            Job job = Realtimes.prepared(cloud, 100);
            var rests = new Rests();

            Future<Invoked> answer = Realtimes.begin(cloud, job);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            () -> {
                                rests.see(Realtimes.sent(cloud));
                                return answer.isDone();
                            });

            assertThat(rests.at).as("16, 8, 4 and 2 are refused").containsSequence(16L, 24L, 28L);
            assertThat(rests.at).contains(30L);
            assertThat(Realtimes.isOver(answer.get())).isTrue();
            cloud.collect(job);
            assertThat(Realtimes.outcomes(cloud, job)).isEqualTo(Map.of("succeeded", 100L));
            assertThat(Realtimes.sent(cloud)).isEqualTo(130);
            assertThat(Realtimes.calls(cloud, job).uncertain()).isZero();
        }
    }

    /** After which number of calls no other was made for a while. */
    private static final class Rests {
        private final List<Long> at = new ArrayList<>();
        private long seen;
        private long since = System.nanoTime();

        void see(long calls) {
            if (calls != seen) {
                seen = calls;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > 1_500_000_000L
                    && calls > 0
                    && !at.contains(calls)) {
                at.add(calls);
            }
        }
    }

    @Test
    void longWaitIsLeftToWhoeverCalls() throws Exception {
        try (TestingCloud cloud =
                TestingCloud.start(
                        folder,
                        Realtimes.faults(
                                "status", "429", "status-rate", "1", "retry-after", "300s"),
                        Map.of())) {
            Job job = Realtimes.prepared(cloud, 40);

            Invoked answer = Realtimes.send(cloud, job);

            assertThat(answer.payload().path("over").asBoolean()).isFalse();
            assertThat(answer.payload().path("waitSeconds").asInt()).isBetween(200, 300);
            assertThat(Realtimes.sent(cloud)).isLessThanOrEqualTo(Pace.FIRST);
            assertThat(Realtimes.attempt(cloud, job).phase()).isEqualTo(Phase.WRITTEN);
        }
    }
}
