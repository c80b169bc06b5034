package dev.nightshift.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.batch.BatchAttempt.Phase;
import dev.nightshift.batch.DirectCalls;
import dev.nightshift.job.Job;
import dev.nightshift.job.TestingCloud;
import dev.nightshift.job.TestingJobs.Invoked;
import dev.nightshift.simulator.http.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
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
    void callsAtOnceGrowAndFollowWhatOpenAiHasLeft() throws Exception {
        // 240 calls may be made at once, and then four a second.
        try (TestingCloud cloud =
                TestingCloud.start(
                        folder,
                        Map.of("model.latency", "300ms", "model.requests-per-minute", "240"),
                        Map.of())) {
            Job job = Realtimes.prepared(cloud, 280);

            Future<Invoked> answer = begin(cloud, job);
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
                        faults(
                                "status",
                                "429",
                                "status-rate",
                                "1",
                                "retry-after",
                                "3s",
                                "first-calls",
                                "30"),
                        Map.of())) {
            Job job = Realtimes.prepared(cloud, 100);
            var rests = new Rests();

            Future<Invoked> answer = begin(cloud, job);
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
                        faults("status", "429", "status-rate", "1", "retry-after", "300s"),
                        Map.of())) {
            Job job = Realtimes.prepared(cloud, 40);

            Invoked answer = Realtimes.send(cloud, job);

            assertThat(answer.payload().path("over").asBoolean()).isFalse();
            assertThat(answer.payload().path("waitSeconds").asInt()).isBetween(200, 300);
            assertThat(Realtimes.sent(cloud)).isLessThanOrEqualTo(Pace.FIRST);
            assertThat(Realtimes.attempt(cloud, job).phase()).isEqualTo(Phase.WRITTEN);
        }
    }

    @Test
    void requestThatIsTurnedAwayAsOftenAsAllowedFailsWithWhatOpenAiSaid() throws Exception {
        Path template =
                Realtimes.template(
                        folder,
                        "( +)(NIGHTSHIFT_REALTIME_MAX_CONCURRENCY)",
                        "$1NIGHTSHIFT_REALTIME_CALLS_PER_REQUEST: 2\n$1$2");
        try (TestingCloud cloud =
                TestingCloud.of(
                        template,
                        folder,
                        faults("status", "500", "status-rate", "1", "first-calls", "20"))) {
            Job job = Realtimes.prepared(cloud, 10);

            assertThat(Realtimes.isOver(Realtimes.send(cloud, job))).isTrue();

            cloud.collect(job);
            assertThat(Realtimes.outcomes(cloud, job))
                    .isEqualTo(Map.of("failed/server_error", 10L));
            assertThat(Realtimes.sent(cloud)).isEqualTo(20);
            JsonNode response =
                    JSON.readTree(Realtimes.lines(cloud, job).getFirst()).path("response");
            assertThat(response.path("status_code").asInt()).isEqualTo(500);
            assertThat(response.path("request_id").asText()).startsWith("req_");
            assertThat(response.at("/body/error/message").asText()).contains("error");
        }
    }

    @Test
    void requestThatIsTooLargeFailsAloneAndIsNotSentAgain() throws Exception {
        try (TestingCloud cloud =
                TestingCloud.start(
                        folder, faults("status", "413", "status-rate", "0.2"), Map.of())) {
            Job job = Realtimes.prepared(cloud, 60);

            assertThat(Realtimes.isOver(Realtimes.send(cloud, job))).isTrue();

            cloud.collect(job);
            Map<String, Long> outcomes = Realtimes.outcomes(cloud, job);
            assertThat(outcomes).containsOnlyKeys("succeeded", "failed/invalid_request_error");
            assertThat(Realtimes.sent(cloud)).isEqualTo(60);
        }
    }

    @Test
    void callWhoseAnswerIsLostIsNotMadeAgainAndCountsAsUncertain() throws Exception {
        try (TestingCloud cloud =
                TestingCloud.start(folder, faults("drop-after-rate", "0.2"), Map.of())) {
            Job job = Realtimes.prepared(cloud, 60);

            assertThat(Realtimes.isOver(Realtimes.send(cloud, job))).isTrue();

            cloud.collect(job);
            Map<String, Long> outcomes = Realtimes.outcomes(cloud, job);
            assertThat(outcomes).containsOnlyKeys("succeeded", "failed/answer_lost");
            assertThat(Realtimes.sent(cloud)).isEqualTo(60);
            assertThat(Realtimes.calls(cloud, job).uncertain())
                    .isEqualTo(outcomes.get("failed/answer_lost"));
        }
    }

    @Test
    void wantOfMoneyStopsTheLaneAndWhatIsAnsweredIsKept() throws Exception {
        try (TestingCloud cloud =
                TestingCloud.start(
                        folder,
                        faults(
                                "status",
                                "429",
                                "status-rate",
                                "0.02",
                                "code",
                                "insufficient_quota"),
                        Map.of())) {
            Job job = Realtimes.prepared(cloud, 1000);

            Invoked refused = Realtimes.send(cloud, job);

            assertThat(refused.error()).isEqualTo("dev.nightshift.openai.OpenAiQuotaException");
            long answered = Realtimes.calls(cloud, job).done();
            assertThat(answered).isPositive();
            assertThat(Realtimes.sent(cloud)).isLessThan(answered + 256).isLessThan(900);
            assertThat(Realtimes.calls(cloud, job).inFlight()).isZero();
            assertThat(Realtimes.calls(cloud, job).uncertain()).isZero();
            assertThat(Realtimes.lines(cloud, job)).hasSize((int) answered);
        }
    }

    @Test
    void wrongKeyStopsTheLaneBeforeThousandsAreRefused() throws Exception {
        try (TestingCloud cloud =
                TestingCloud.start(folder, faults("status", "401", "status-rate", "1"), Map.of())) {
            Job job = Realtimes.prepared(cloud, 500);

            Invoked refused = Realtimes.send(cloud, job);

            assertThat(refused.error()).isEqualTo("dev.nightshift.openai.OpenAiRejectedException");
            assertThat(Realtimes.sent(cloud)).isLessThanOrEqualTo(2 * Pace.FIRST);
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
            Future<Invoked> answer = begin(cloud, job);
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
        Path template = Realtimes.template(folder, "(RealtimeHandler\\s+Timeout: )900", "$160");
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
        Path template = Realtimes.template(folder, "(RealtimeHandler\\s+Timeout: )900", "$160");
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

            Future<Invoked> first = begin(cloud, job);
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

    private static Future<Invoked> begin(TestingCloud cloud, Job job) {
        var answer = new FutureTask<>(() -> Realtimes.send(cloud, job));
        Thread.ofVirtual().start(answer);
        return answer;
    }

    /** A quick simulator, and faults of the endpoint that answers requests, in pairs. */
    private static Map<String, String> faults(String... pairs) {
        Map<String, String> faults = new HashMap<>(Map.of("model.latency", "50ms"));
        for (int i = 0; i < pairs.length; i += 2) {
            faults.put("fault.http.responses.create." + pairs[i], pairs[i + 1]);
        }
        return faults;
    }
}
