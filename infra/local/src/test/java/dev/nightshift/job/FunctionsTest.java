package dev.nightshift.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchAttempt.Phase;
import dev.nightshift.job.TestingCloud.Invoked;
import dev.nightshift.simulator.http.Endpoint;
import dev.nightshift.storage.Item;
import dev.nightshift.task.Tasks;
import java.io.IOException;
import java.nio.file.Files;
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

/** Each function by itself, with JSON bytes over HTTP, repeated and out of luck. */
class FunctionsTest {
    @TempDir private Path folder;

    @Test
    void stepsDoneTwiceLeaveWhatTheyLeftTheFirstTime() throws Exception {
        try (TestingCloud cloud = TestingCloud.start(folder, Map.of(), Map.of())) {
            Job job = cloud.begin(TestingCloud.postings(5), TestingCloud.QUALIFY);

            Invoked prepared = cloud.prepare(job);
            String requests = cloud.text(job.files().requests(1, 1));
            assertThat(cloud.prepare(job)).isEqualTo(prepared);
            assertThat(prepared.payload().path("batches").asInt()).isEqualTo(1);
            assertThat(prepared.payload().path("cursor").isNull()).isTrue();
            assertThat(cloud.text(job.files().requests(1, 1))).isEqualTo(requests).hasLineCount(5);

            assertThat(cloud.submit(job)).isEqualTo(cloud.submit(job));
            assertThat(cloud.openAi.batchesCreated()).isEqualTo(1);

            awaitEnd(cloud, job);
            assertThat(cloud.collect(job)).isEqualTo(cloud.collect(job));
            cloud.finish(job);
            JsonNode report = cloud.report(job);
            cloud.finish(job);

            assertThat(cloud.report(job)).isEqualTo(report);
            assertThat(cloud.results(job)).hasSize(5);
            assertThat(cloud.openAi.calls().of(Endpoint.FILES_CONTENT)).isEqualTo(1);
        }
    }

    @Test
    void submissionsSideBySideCreateOneBatch() throws Exception {
        try (TestingCloud cloud = TestingCloud.start(folder, Map.of(), Map.of());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Job job = cloud.begin(TestingCloud.postings(3), TestingCloud.QUALIFY);
            cloud.prepare(job);

            List<Callable<Invoked>> eight = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                eight.add(() -> cloud.submit(job));
            }
            for (Future<Invoked> each : threads.invokeAll(eight)) {
                assertThat(each.get().error())
                        .isIn("", "dev.nightshift.batch.SubmissionInFlightException");
            }

            assertThat(cloud.submit(job).error()).isEmpty();
            assertThat(cloud.openAi.batchesCreated()).isEqualTo(1);
        }
    }

    @Test
    void batchWhoseCreationWasNotAnsweredIsFoundAndAdopted() throws Exception {
        try (TestingCloud cloud =
                TestingCloud.start(
                        folder,
                        Map.of(
                                "fault.http.batches.create.drop-after-rate", "1",
                                "fault.http.batches.create.first-calls", "1"),
                        Map.of())) {
            Job job = cloud.begin(TestingCloud.postings(3), TestingCloud.QUALIFY);
            cloud.prepare(job);

            assertThat(cloud.submit(job).error()).isEmpty();

            assertThat(cloud.openAi.batchesCreated()).isEqualTo(1);
            assertThat(cloud.openAi.calls().of(Endpoint.BATCHES_CREATE)).isEqualTo(1);
        }
    }

    @Test
    void secondBatchIsCreatedOnlyWhenTheFirstCanNotAppearAnyMore() throws Exception {
        try (TestingCloud cloud =
                TestingCloud.start(
                        folder,
                        Map.of(
                                "fault.http.batches.create.drop-before-rate", "1",
                                "fault.http.batches.create.first-calls", "1"),
                        Map.of())) {
            Job job = cloud.begin(TestingCloud.postings(3), TestingCloud.QUALIFY);
            cloud.prepare(job);
            String unknown = "dev.nightshift.batch.BatchFateUnknownException";

            assertThat(cloud.submit(job).error()).isEqualTo(unknown);
            assertThat(cloud.submit(job).error()).isEqualTo(unknown);
            assertThat(cloud.openAi.calls().of(Endpoint.BATCHES_CREATE)).isEqualTo(1);

            askedLongAgo(cloud, job);
            assertThat(cloud.submit(job).error()).isEmpty();
            assertThat(cloud.openAi.batchesCreated()).isEqualTo(1);
            assertThat(cloud.openAi.calls().of(Endpoint.FILES_CREATE)).isEqualTo(1);
        }
    }

    @Test
    void lookThatOpenAiDoesNotAnswerGivesNothingUp() throws Exception {
        try (TestingCloud cloud =
                TestingCloud.start(
                        folder,
                        Map.of(
                                "fault.http.batches.get.status", "401",
                                "fault.http.batches.get.status-rate", "1",
                                "fault.http.batches.get.first-calls", "1"),
                        Map.of())) {
            Job job = cloud.begin(TestingCloud.postings(3), TestingCloud.QUALIFY);
            cloud.prepare(job);
            cloud.submit(job);

            Invoked refused = cloud.poll(job);

            assertThat(refused.error()).isEmpty();
            assertThat(refused.payload().path("over").asBoolean()).isFalse();
            assertThat(cloud.attempts.require(job.id(), 1, 1).token()).isEqualTo("nobody-waits");
            awaitEnd(cloud, job);
        }
    }

    @Test
    void preparationThatRunsOutOfTimeGoesOnFromItsCursor() throws Exception {
        // With a minute in all, every step is within a minute of its end.
        Path template = folder.resolve("infra/template.yaml");
        Files.createDirectories(template.getParent());
        Files.writeString(
                template,
                Files.readString(Path.of("../template.yaml"))
                        .replaceFirst("(PrepareHandler\\s+Timeout: )900", "$160"));
        Files.createDirectories(folder.resolve("statemachine"));
        Files.copy(
                Path.of("../../statemachine/nightshift.asl.json"),
                folder.resolve("statemachine/nightshift.asl.json"));
        try (TestingCloud cloud = TestingCloud.of(template, folder)) {
            Job job = cloud.start(TestingCloud.postings(600));

            Job ended = cloud.await(job.id());

            assertThat(ended.batches()).isEqualTo(3);
            assertThat(ended.rows()).isEqualTo(600);
            List<JsonNode> results = cloud.results(job);
            assertThat(results).hasSize(600);
            for (int i = 0; i < 600; i++) {
                assertThat(results.get(i).path("id").asText()).isEqualTo("p-" + i);
                assertThat(results.get(i).path("outcome").asText()).isEqualTo("succeeded");
            }
        }
    }

    @Test
    void requestTooLargeForAnyBatchFailsAlone() throws Exception {
        try (TestingCloud cloud =
                TestingCloud.start(folder, Map.of(), Map.of("BatchMaxBytes", "100000"))) {
            String csv =
                    TestingCloud.postings(2)
                            + "big,Clerk,\""
                            + "long ".repeat(30_000)
                            + "\"\nlast,Clerk,We retype orders\n";
            Job job = cloud.begin(csv, TestingCloud.QUALIFY);

            cloud.prepare(job);

            assertThat(cloud.text(job.files().requests(1, 1))).hasLineCount(3);
            assertThat(cloud.text(job.files().records(1)))
                    .contains("\"id\":\"big\",\"skip\":\"too_large\"");
        }
    }

    @Test
    void inputThatTheTaskCannotUseIsRefusedByName() throws Exception {
        try (TestingCloud cloud = TestingCloud.start(folder, Map.of(), Map.of())) {
            Job job = cloud.begin("id,name\n1,x\n", Tasks.find("analyze").orElseThrow());

            Invoked refused = cloud.prepare(job);

            assertThat(refused.error()).isEqualTo("dev.nightshift.record.UnreadableInputException");
            assertThat(refused.payload().path("errorMessage").asText())
                    .contains("title")
                    .contains("description")
                    .contains("id, name");
        }
    }

    private static void awaitEnd(TestingCloud cloud, Job job) {
        cloud.awaitBatch(job, 1);
        BatchAttempt attempt = cloud.attempts.require(job.id(), 1, 1);
        assertThat(attempt.phase()).isEqualTo(Phase.OVER);
    }

    /** Moves the moment at which OpenAI was asked four minutes back. */
    private static void askedLongAgo(TestingCloud cloud, Job job) throws IOException {
        cloud.dynamoDb.updateItem(
                change ->
                        change.tableName(cloud.stack.table())
                                .key(Item.of(Jobs.pk(job.id()), "BATCH#00001#001").attributes())
                                .updateExpression("SET creating = :then")
                                .expressionAttributeValues(
                                        Item.values()
                                                .put(
                                                        ":then",
                                                        Instant.now().minus(Duration.ofMinutes(4)))
                                                .attributes()));
    }
}
