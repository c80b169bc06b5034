package dev.nightshift.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.job.TestingJobs.Invoked;
import dev.nightshift.simulator.http.Endpoint;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that are run once more, carried on after their execution died, or removed. */
class RunsTest {
    @TempDir private Path folder;

    @Test
    void retrySendsOnlyWhatDidNotSucceed() throws Exception {
        Map<String, String> faults =
                Map.of(
                        "fault.line.status.400", "0.3",
                        "fault.reply.refused", "0.2",
                        "fault.first-batches", "1");
        try (TestingCloud cloud = TestingCloud.start(folder, faults, Map.of())) {
            String csv = TestingCloud.postings(40) + "p-7,Clerk,The same id again\n";
            Job job = cloud.await(cloud.start(csv).id());
            long failed = 40 - count(cloud, job, "succeeded");
            assertThat(failed).isBetween(2L, 38L);
            BigDecimal before = cost(cloud, job);

            assertThat(cloud.again(job, Again.FAILED)).isTrue();
            Job retried = cloud.await(job.id());

            assertThat(retried.status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(count(cloud, job, "succeeded")).isEqualTo(40);
            assertThat(count(cloud, job, "skipped")).isEqualTo(1);
            assertThat(cloud.text(job.files().requests(1, 2))).hasLineCount((int) failed);
            assertThat(cloud.openAi.batchesCreated()).isEqualTo(2);
            assertThat(cost(cloud, job)).isGreaterThan(before);
            List<JsonNode> results = cloud.results(job);
            for (int i = 0; i < 41; i++) {
                assertThat(results.get(i).path("ordinal").asInt()).isEqualTo(i);
            }
        }
    }

    @Test
    void everyRoundHasItsAttempts() throws Exception {
        try (TestingCloud cloud =
                TestingCloud.start(folder, Map.of("fault.line.status.500", "1"), Map.of())) {
            Job job = cloud.await(cloud.start(TestingCloud.postings(2)).id());
            cloud.again(job, Again.FAILED);
            cloud.await(job.id());

            assertThat(cloud.openAi.batchesCreated()).isEqualTo(6);
            assertThat(cloud.results(job).getFirst().path("attempts").asInt()).isEqualTo(6);
        }
    }

    @Test
    void jobWithoutQuotaIsPausedAndGoesOnWhenItIsResumed() throws Exception {
        Map<String, String> unpaid =
                Map.of(
                        "fault.http.batches.create.status", "429",
                        "fault.http.batches.create.code", "insufficient_quota",
                        "fault.http.batches.create.status-rate", "1",
                        "fault.http.batches.create.first-calls", "1");
        try (TestingCloud cloud =
                TestingCloud.start(
                        folder, unpaid, Map.of("BatchMaxRequests", "4", "BatchesAtOnce", "1"))) {
            Job paused = cloud.await(cloud.start(TestingCloud.postings(10)).id());

            assertThat(paused.status()).isEqualTo(JobStatus.PAUSED);
            assertThat(count(cloud, paused, "unsent/quota")).isEqualTo(4);
            assertThat(count(cloud, paused, "succeeded")).isEqualTo(6);

            cloud.again(paused, Again.UNSENT);
            Job resumed = cloud.await(paused.id());

            assertThat(resumed.status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(count(cloud, resumed, "succeeded")).isEqualTo(10);
            assertThat(cloud.openAi.batchesCreated()).isEqualTo(3);
        }
    }

    @Test
    void jobWhoseExecutionWasAbortedIsCarriedOnWithoutASecondBatch() throws Exception {
        try (TestingCloud cloud =
                TestingCloud.start(
                        folder,
                        Map.of("batch.per-request", "300ms"),
                        Map.of("PollMaximumSeconds", "1"))) {
            Job job = cloud.start(TestingCloud.postings(10));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> cloud.openAi.batchesCreated() == 1);
            cloud.abort(job);

            Invoked reconciled = cloud.invoke("ReconcileFunction", "{}");

            assertThat(reconciled.payload().path("carriedOn").asInt()).isEqualTo(1);
            assertThat(cloud.await(job.id()).status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(count(cloud, job, "succeeded")).isEqualTo(10);
            assertThat(cloud.openAi.batchesCreated()).isEqualTo(1);
            assertThat(cloud.invoke("ReconcileFunction", "{}").payload().path("underWay").asInt())
                    .isZero();
        }
    }

    @Test
    void jobThatIsCarriedIsLeftAlone() throws Exception {
        try (TestingCloud cloud =
                TestingCloud.start(folder, Map.of("batch.running", "2s"), Map.of())) {
            Job job = cloud.start(TestingCloud.postings(3));

            Invoked reconciled = cloud.invoke("ReconcileFunction", "{}");

            assertThat(reconciled.payload().path("underWay").asInt()).isEqualTo(1);
            assertThat(reconciled.payload().path("carriedOn").asInt()).isZero();
            assertThat(cloud.await(job.id()).run()).isEqualTo(1);
        }
    }

    @Test
    void runThatIsNotTheJobsAnyMoreDoesNotEndIt() throws Exception {
        try (TestingCloud cloud = TestingCloud.start(folder, Map.of(), Map.of())) {
            Job job = cloud.begin(TestingCloud.postings(3), TestingCloud.QUALIFY);
            cloud.prepare(job);
            cloud.jobs.restart(job);

            cloud.finish(job);

            assertThat(cloud.jobs.require(job.id()).status()).isEqualTo(JobStatus.RUNNING);
        }
    }

    @Test
    void deletedJobIsGoneEverywhere() throws Exception {
        try (TestingCloud cloud =
                TestingCloud.start(folder, Map.of(), Map.of("TidyOpenAiFiles", "false"))) {
            Job job = cloud.await(cloud.start(TestingCloud.postings(3)).id());
            Job other = cloud.await(cloud.start(TestingCloud.postings(2)).id());

            cloud.delete(job);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> cloud.jobs.find(job.id()).isEmpty());
            assertThat(cloud.attempts.of(job.id())).isEmpty();
            assertThat(cloud.bucket.size(job.files().input())).isEmpty();
            assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> cloud.results(job));
            assertThat(cloud.openAi.calls().of(Endpoint.FILES_DELETE)).isEqualTo(2);
            assertThat(cloud.results(other)).hasSize(2);
        }
    }

    private static long count(TestingCloud cloud, Job job, String outcome) throws IOException {
        return cloud.report(job).path("outcomes").path(outcome).asLong();
    }

    private static BigDecimal cost(TestingCloud cloud, Job job) throws IOException {
        return new BigDecimal(cloud.report(job).path("cost_usd").asText());
    }
}
