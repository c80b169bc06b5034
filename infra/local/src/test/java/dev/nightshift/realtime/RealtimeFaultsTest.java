package dev.nightshift.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.job.Job;
import dev.nightshift.job.TestingCloud;
import dev.nightshift.job.TestingJobs.Invoked;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real-time lane makes of calls that fail. */
class RealtimeFaultsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    @Test
    void requestThatIsTurnedAwayAsOftenAsAllowedFailsWithWhatOpenAiSaid() throws Exception {
        Path template =
                TestingCloud.template(
                        folder,
                        "( +)(NIGHTSHIFT_REALTIME_MAX_CONCURRENCY)",
                        "$1NIGHTSHIFT_REALTIME_CALLS_PER_REQUEST: 2\n$1$2");
        try (TestingCloud cloud =
                TestingCloud.of(
                        template,
                        folder,
                        Realtimes.faults(
                                "status", "500", "status-rate", "1", "first-calls", "20"))) {
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
                        folder,
                        Realtimes.faults("status", "413", "status-rate", "0.2"),
                        Map.of())) {
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
                TestingCloud.start(folder, Realtimes.faults("drop-after-rate", "0.2"), Map.of())) {
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
                        Realtimes.faults(
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
                TestingCloud.start(
                        folder, Realtimes.faults("status", "401", "status-rate", "1"), Map.of())) {
            Job job = Realtimes.prepared(cloud, 500);

            Invoked refused = Realtimes.send(cloud, job);

            assertThat(refused.error()).isEqualTo("dev.nightshift.openai.OpenAiRejectedException");
            assertThat(Realtimes.sent(cloud)).isLessThanOrEqualTo(2 * Pace.FIRST);
        }
    }
}
