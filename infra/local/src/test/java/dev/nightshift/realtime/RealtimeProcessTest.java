package dev.nightshift.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.batch.DirectCalls;
import dev.nightshift.job.Job;
import dev.nightshift.job.Jobs;
import dev.nightshift.job.TestingCloud;
import dev.nightshift.job.TestingJobs.Invoked;
import dev.nightshift.simulator.http.Endpoint;
import dev.nightshift.storage.Item;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real-time lane's function in a process of its own, which is killed. */
class RealtimeProcessTest {
    private static final int CONCURRENCY = 40;

    @TempDir private Path folder;

    @Test
    void killedProcessRepeatsOnlyCallsThatWereUnderWayAndSaysHowMany() throws Exception {
        try (TestingCloud cloud =
                TestingCloud.start(folder, Map.of("model.latency", "400ms"), Map.of())) {
            Job job = Realtimes.prepared(cloud, 400);
            Process host =
                    RealtimeHost.start(cloud, job.id().value(), CONCURRENCY, "128m", errors());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            () ->
                                    Realtimes.attempt(cloud, job).done() > 100
                                            && cloud.openAi
                                                            .calls()
                                                            .underWay(Endpoint.RESPONSES_CREATE)
                                                    > 0);
            host.destroyForcibly().waitFor();
            awaitAnswers(cloud);

            Invoked held = Realtimes.send(cloud, job);
            assertThat(held.error()).isEqualTo("dev.nightshift.batch.SubmissionInFlightException");
            leaseRanOutLongAgo(cloud, job);
            assertThat(Realtimes.isOver(Realtimes.send(cloud, job))).isTrue();

            List<String> lines = Realtimes.lines(cloud, job);
            assertThat(lines).hasSize(400);
            assertThat(lines.stream().map(RealtimeProcessTest::id).distinct()).hasSize(400);
            assertThat(Realtimes.sent(cloud))
                    .as("the kill met calls under way")
                    .isBetween(401L, 400L + CONCURRENCY);
            assertThat(Realtimes.calls(cloud, job))
                    .isEqualTo(new DirectCalls(2, 400, 0, CONCURRENCY));
        }
    }

    private static String id(String line) {
        return line.substring(0, line.indexOf(",\"response\""));
    }

    /** Waits until the simulator has let go of the dead process's calls. */
    private static void awaitAnswers(TestingCloud cloud) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> cloud.openAi.calls().underWay(Endpoint.RESPONSES_CREATE) == 0);
    }

    private static void leaseRanOutLongAgo(TestingCloud cloud, Job job) {
        cloud.table.update(
                Jobs.pk(job.id()),
                "BATCH#00001#001",
                "SET lease_until = :then",
                "attribute_exists(lease_until)",
                Item.values().put(":then", Instant.now().minus(Duration.ofMinutes(4))));
    }

    private Path errors() {
        return folder.resolve("errors");
    }
}
