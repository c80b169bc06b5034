package dev.nightshift.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchAttempt.Phase;
import dev.nightshift.job.TestingJobs.Invoked;
import dev.nightshift.metrics.Metric;
import dev.nightshift.simulator.http.Endpoint;
import dev.nightshift.site.OnEverySite;
import dev.nightshift.site.Site;
import dev.nightshift.storage.Item;
import dev.nightshift.task.Tasks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Each function by itself, repeated and out of luck. */
@OnEverySite
class FunctionsTest {
    @TempDir private Path folder;
    @Parameter Site site;

    @BeforeParameterizedClassInvocation
    static void need(Site site) {
        site.requireStoresAndStepFunctions();
    }

    @Test
    void stepsDoneTwiceLeaveWhatTheyLeftTheFirstTime() throws Exception {
        try (TestingFunctions here = TestingFunctions.on(site, folder, Map.of(), Map.of());
                ToldFigures told = new ToldFigures()) {
            Job job = here.begin(TestingFunctions.postings(5), TestingFunctions.QUALIFY);

            Invoked prepared = here.prepare(job);
            String requests = here.text(job.files().requests(1, 1));
            assertThat(here.prepare(job)).isEqualTo(prepared);
            assertThat(prepared.payload().path("batches").asInt()).isEqualTo(1);
            assertThat(prepared.payload().path("cursor").isNull()).isTrue();
            assertThat(here.text(job.files().requests(1, 1))).isEqualTo(requests).hasLineCount(5);

            assertThat(here.submit(job)).isEqualTo(here.submit(job));
            assertThat(here.openAi.batchesCreated()).isEqualTo(1);

            awaitEnd(here, job);
            assertThat(here.collect(job)).isEqualTo(here.collect(job));
            here.finish(job);
            JsonNode report = here.report(job);
            here.finish(job);

            assertThat(here.report(job)).isEqualTo(report);
            assertThat(here.results(job)).hasSize(5);
            assertThat(here.openAi.calls().of(Endpoint.FILES_CONTENT)).isEqualTo(1);
            assertThat(told.of(job, Metric.JOBS)).hasSize(1);
            assertThat(told.of(job, Metric.COLLECT_TIME)).hasSize(1);
        }
    }

    @Test
    void submissionsSideBySideCreateOneBatch() throws Exception {
        try (TestingFunctions here = TestingFunctions.on(site, folder, Map.of(), Map.of());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Job job = here.begin(TestingFunctions.postings(3), TestingFunctions.QUALIFY);
            here.prepare(job);

            List<Callable<Invoked>> eight = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                eight.add(() -> here.submit(job));
            }
            for (Future<Invoked> each : threads.invokeAll(eight)) {
                assertThat(each.get().error())
                        .isIn("", "dev.nightshift.batch.SubmissionInFlightException");
            }

            assertThat(here.submit(job).error()).isEmpty();
            assertThat(here.openAi.batchesCreated()).isEqualTo(1);
        }
    }

    @Test
    void batchWhoseCreationWasNotAnsweredIsFoundAndAdopted() throws Exception {
        try (TestingFunctions here =
                TestingFunctions.on(
                        site,
                        folder,
                        Map.of(
                                "fault.http.batches.create.drop-after-rate", "1",
                                "fault.http.batches.create.first-calls", "1"),
                        Map.of())) {
            Job job = here.begin(TestingFunctions.postings(3), TestingFunctions.QUALIFY);
            here.prepare(job);

            assertThat(here.submit(job).error()).isEmpty();

            assertThat(here.openAi.batchesCreated()).isEqualTo(1);
            assertThat(here.openAi.calls().of(Endpoint.BATCHES_CREATE)).isEqualTo(1);
        }
    }

    @Test
    void secondBatchIsCreatedOnlyWhenTheFirstCanNotAppearAnyMore() throws Exception {
        try (TestingFunctions here =
                TestingFunctions.on(
                        site,
                        folder,
                        Map.of(
                                "fault.http.batches.create.drop-before-rate", "1",
                                "fault.http.batches.create.first-calls", "1"),
                        Map.of())) {
            Job job = here.begin(TestingFunctions.postings(3), TestingFunctions.QUALIFY);
            here.prepare(job);
            String unknown = "dev.nightshift.batch.BatchFateUnknownException";

            assertThat(here.submit(job).error()).isEqualTo(unknown);
            assertThat(here.submit(job).error()).isEqualTo(unknown);
            assertThat(here.openAi.calls().of(Endpoint.BATCHES_CREATE)).isEqualTo(1);

            askedLongAgo(here, job);
            assertThat(here.submit(job).error()).isEmpty();
            assertThat(here.openAi.batchesCreated()).isEqualTo(1);
            assertThat(here.openAi.calls().of(Endpoint.FILES_CREATE)).isEqualTo(1);
        }
    }

    @Test
    void lookThatOpenAiDoesNotAnswerGivesNothingUp() throws Exception {
        try (TestingFunctions here =
                TestingFunctions.on(
                        site,
                        folder,
                        Map.of(
                                "fault.http.batches.get.status", "401",
                                "fault.http.batches.get.status-rate", "1",
                                "fault.http.batches.get.first-calls", "1"),
                        Map.of())) {
            Job job = here.begin(TestingFunctions.postings(3), TestingFunctions.QUALIFY);
            here.prepare(job);
            here.submit(job);

            Invoked refused = here.poll(job);

            assertThat(refused.error()).isEmpty();
            assertThat(refused.payload().path("over").asBoolean()).isFalse();
            assertThat(here.attempts.require(job.id(), 1, 1).token()).isEqualTo("nobody-waits");
            awaitEnd(here, job);
        }
    }

    @Test
    void requestTooLargeForAnyBatchFailsAlone() throws Exception {
        try (TestingFunctions here =
                TestingFunctions.on(site, folder, Map.of(), Map.of("BatchMaxBytes", "100000"))) {
            String csv =
                    TestingFunctions.postings(2)
                            + "big,Clerk,\""
                            + "long ".repeat(30_000)
                            + "\"\nlast,Clerk,We retype orders\n";
            Job job = here.begin(csv, TestingFunctions.QUALIFY);

            here.prepare(job);

            assertThat(here.text(job.files().requests(1, 1))).hasLineCount(3);
            assertThat(here.text(job.files().records(1)))
                    .contains("\"id\":\"big\",\"skip\":\"too_large\"");
        }
    }

    @Test
    void recordOfWhichTheModelWouldBeToldNothingSinksNoFile() throws Exception {
        try (TestingFunctions here = TestingFunctions.on(site, folder, Map.of(), Map.of())) {
            Job job = here.begin("id,title\n1,Clerk\n2,\n", TestingFunctions.SCORE);

            here.prepare(job);

            assertThat(here.text(job.files().requests(1, 1))).hasLineCount(1);
            assertThat(here.text(job.files().records(1)))
                    .contains("\"id\":\"2\",\"skip\":\"invalid_request\"");
        }
    }

    @Test
    void inputThatTheTaskCannotUseIsRefusedByName() throws Exception {
        try (TestingFunctions here = TestingFunctions.on(site, folder, Map.of(), Map.of())) {
            Job job = here.begin("id,name\n1,x\n", Tasks.find("analyze").orElseThrow());

            Invoked refused = here.prepare(job);

            assertThat(refused.error()).isEqualTo("dev.nightshift.record.UnreadableInputException");
            assertThat(refused.payload().path("errorMessage").asText())
                    .contains("title")
                    .contains("description")
                    .contains("\"id\", \"name\"");
        }
    }

    private static void awaitEnd(TestingFunctions here, Job job) {
        here.awaitBatch(job, 1);
        BatchAttempt attempt = here.attempts.require(job.id(), 1, 1);
        assertThat(attempt.phase()).isEqualTo(Phase.OVER);
    }

    /** Moves the moment at which OpenAI was asked four minutes back. */
    private static void askedLongAgo(TestingFunctions here, Job job) {
        here.table.update(
                Jobs.pk(job.id()),
                "BATCH#00001#001",
                "SET creating = :then",
                "attribute_exists(creating)",
                Item.values().put(":then", Instant.now().minus(Duration.ofMinutes(4))));
    }
}
