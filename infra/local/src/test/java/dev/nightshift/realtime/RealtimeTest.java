package dev.nightshift.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.batch.BatchAttempt.Phase;
import dev.nightshift.batch.DirectCalls;
import dev.nightshift.job.Job;
import dev.nightshift.job.TestingCloud;
import dev.nightshift.job.TestingJobs.Invoked;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real-time lane's function, asked over HTTP, with a simulator that goes wrong. */
class RealtimeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    @Test
    void everyReplyComesToWhatItWouldInABatch() throws Exception {
        Map<String, String> faults = new HashMap<>(Map.of("model.latency", "0"));
        for (String reply :
                List.of(
                        "refused",
                        "filtered",
                        "truncated",
                        "incomplete",
                        "misfit",
                        "several-messages")) {
            faults.put("fault.reply." + reply, "0.12");
        }
        try (TestingCloud cloud = TestingCloud.start(folder, faults, Map.of())) {
            Job batch = cloud.await(cloud.start(TestingCloud.postings(200)).id());
            Job direct = Realtimes.prepared(cloud, 200);

            assertThat(Realtimes.isOver(Realtimes.send(cloud, direct))).isTrue();
            assertThat(cloud.collect(direct).error()).isEmpty();

            Map<String, Long> outcomes = Realtimes.outcomes(cloud, direct);
            assertThat(outcomes.keySet()).isEqualTo(Realtimes.outcomes(cloud, batch).keySet());
            assertThat(outcomes)
                    .containsKeys("succeeded", "refused", "refused/content_filter", "invalid")
                    .hasSizeGreaterThan(4);
            assertThat(outcomes.values().stream().mapToLong(n -> n).sum()).isEqualTo(200);
            assertThat(Realtimes.calls(cloud, direct)).isEqualTo(new DirectCalls(1, 200, 0, 0));
            assertThat(Realtimes.attempt(cloud, direct).phase()).isEqualTo(Phase.COLLECTED);
        }
    }

    @Test
    void cancelledJobSendsNothingMoreAndKeepsWhatWasUnderWay() throws Exception {
        try (TestingCloud cloud =
                TestingCloud.start(
                        folder,
                        Map.of("model.latency", "500ms"),
                        Map.of("RealtimeConcurrency", "20"))) {
            Job job = Realtimes.prepared(cloud, 1000);
            Future<Invoked> answer = Realtimes.begin(cloud, job);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> Realtimes.attempt(cloud, job).done() > 0);

            cloud.cancel(job.id());

            assertThat(Realtimes.isOver(answer.get())).isTrue();
            long sent = Realtimes.sent(cloud);
            assertThat(sent).isLessThan(900);
            assertThat(Realtimes.calls(cloud, job)).isEqualTo(new DirectCalls(1, sent, 0, 0));
            cloud.collect(job);
            assertThat(Realtimes.outcomes(cloud, job))
                    .isEqualTo(Map.of("succeeded", sent, "cancelled", 1000 - sent));
            assertThat(Realtimes.isOver(Realtimes.send(cloud, job))).isTrue();
            assertThat(Realtimes.sent(cloud)).isEqualTo(sent);
        }
    }

    @Test
    void invocationThatRunsOutOfTimeIsCalledAgainUntilNothingIsLeft() throws Exception {
        // With a minute in all, every invocation is within a minute of its end.
        Path template = TestingCloud.template(folder, "(RealtimeHandler\\s+Timeout: )900", "$160");
        try (TestingCloud cloud = TestingCloud.of(template, folder, Map.of())) {
            Job job = Realtimes.prepared(cloud, 60);

            int invocations = 1;
            while (!Realtimes.isOver(Realtimes.send(cloud, job))) {
                invocations++;
                assertThat(invocations).isLessThan(60);
            }

            assertThat(invocations).isGreaterThan(2);
            cloud.collect(job);
            assertThat(Realtimes.outcomes(cloud, job)).isEqualTo(Map.of("succeeded", 60L));
            assertThat(Realtimes.sent(cloud)).isEqualTo(60);
            assertThat(Realtimes.calls(cloud, job))
                    .isEqualTo(new DirectCalls(invocations, 60, 0, 0));
        }
    }

    @Test
    void answersOfALaneThatWasCutOffAreCollected() throws Exception {
        Path template = TestingCloud.template(folder, "(RealtimeHandler\\s+Timeout: )900", "$160");
        try (TestingCloud cloud = TestingCloud.of(template, folder, Map.of())) {
            Job job = Realtimes.prepared(cloud, 60);
            assertThat(Realtimes.isOver(Realtimes.send(cloud, job))).isFalse();
            long answered = Realtimes.calls(cloud, job).done();
            assertThat(answered).isBetween(1L, 59L);

            cloud.finish(job);

            assertThat(Realtimes.outcomes(cloud, job))
                    .isEqualTo(
                            Map.of(
                                    "succeeded",
                                    answered,
                                    "failed/batch_not_collected",
                                    60 - answered));
        }
    }

    @Test
    void ofTwoInvocationsSideBySideOneLeavesItToTheOther() throws Exception {
        try (TestingCloud cloud =
                TestingCloud.start(folder, Map.of("model.latency", "300ms"), Map.of())) {
            Job job = Realtimes.prepared(cloud, 100);

            Future<Invoked> first = Realtimes.begin(cloud, job);
            Awaitility.await().until(() -> Realtimes.sent(cloud) > 0);
            Invoked second = Realtimes.send(cloud, job);

            assertThat(second.error())
                    .isEqualTo("dev.nightshift.batch.SubmissionInFlightException");
            assertThat(Realtimes.isOver(first.get())).isTrue();
            assertThat(Realtimes.sent(cloud)).isEqualTo(100);
            assertThat(ids(cloud, job)).hasSize(100);
        }
    }

    /** The ids of the lines, each of which must be there once. */
    private static Set<String> ids(TestingCloud cloud, Job job) throws IOException {
        Set<String> ids = new HashSet<>();
        for (String line : Realtimes.lines(cloud, job)) {
            JsonNode id = JSON.readTree(line).path("custom_id");
            assertThat(ids.add(id.asText())).as(id + " is there once").isTrue();
        }
        return ids;
    }
}
