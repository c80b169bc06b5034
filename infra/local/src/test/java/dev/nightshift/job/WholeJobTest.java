package dev.nightshift.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.batch.BatchAttempt.Phase;
import dev.nightshift.metrics.Metric;
import dev.nightshift.pricing.Lane;
import dev.nightshift.simulator.http.Endpoint;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole jobs through the deployed state machine, whatever OpenAI makes of them. */
class WholeJobTest {
    /** Parameters by which nothing is sent again. */
    private static final Map<String, String> ONCE =
            Map.of(
                    "AttemptsResends", "0",
                    "AttemptsLargerLimits", "0",
                    "AttemptsRepairs", "0");

    @TempDir private Path folder;

    @Test
    void jobOfSeveralBatchesComesBackInInputOrderWithItsBill() throws Exception {
        try (ToldFigures told = new ToldFigures();
                TestingCloud cloud =
                        TestingCloud.start(folder, Map.of(), Map.of("BatchMaxRequests", "40"))) {
            String csv =
                    TestingCloud.postings(100)
                            + "p-7,Clerk,The same id again\n"
                            + "p-100,Clerk,\n"
                            + "p-101,Clerk\n"
                            + "p-102,Clerk,We retype orders\n";

            Job job = cloud.await(cloud.start(csv).id());

            assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(job.batches()).isEqualTo(3);
            List<JsonNode> results = cloud.results(job);
            assertThat(results).hasSize(104);
            for (int i = 0; i < 104; i++) {
                assertThat(results.get(i).path("ordinal").asInt()).isEqualTo(i);
            }
            assertThat(outcomes(cloud, job))
                    .isEqualTo(
                            Map.of(
                                    "succeeded", 101L,
                                    "skipped", 3L,
                                    "skipped/duplicate_id", 1L,
                                    "skipped/missing_field", 1L,
                                    "skipped/unreadable_row", 1L));
            assertThat(cloud.text(job.files().results("csv")))
                    .startsWith("id,title,description,reasons,score,decision,opportunity,outcome,")
                    .hasLineCount(105);
            billAddsUp(cloud, job, results);
            List<JsonNode> ended = told.of(job, Metric.JOBS);
            assertThat(ended).hasSize(1);
            figuresAreThoseOfTheReport(ended.getFirst(), cloud.report(job));
            List<JsonNode> batches = told.of(job, Metric.BATCH_TIME);
            assertThat(batches)
                    .hasSize(3)
                    .allMatch(line -> line.path("Model").asText().equals(job.model()))
                    .allMatch(line -> line.path(Metric.COLLECT_TIME.wire()).isNumber());
            assertThat(batches.getFirst().at("/_aws/CloudWatchMetrics/0/Dimensions").toString())
                    .isEqualTo("[[\"Stack\",\"Model\"]]");
            assertThat(told.of(job, Metric.OPENAI_CALLS))
                    .isNotEmpty()
                    .allMatch(line -> line.path(Metric.OPENAI_ERRORS.wire()).asInt() == 0);
        }
    }

    private static void figuresAreThoseOfTheReport(JsonNode line, JsonNode report) {
        assertThat(line.path("Jobs").asInt()).isEqualTo(1);
        assertThat(line.path("JobsFailed").asInt() + line.path("JobsPaused").asInt()).isZero();
        assertThat(line.path("Records").asLong()).isEqualTo(report.path("rows").asLong());
        assertThat(line.path("RecordsSucceeded").asLong())
                .isEqualTo(report.path("outcomes").path("succeeded").asLong());
        assertThat(new BigDecimal(line.path("CostUsd").asText()))
                .isEqualByComparingTo(report.path("cost_usd").asText());
        assertThat(line.path("_aws").path("CloudWatchMetrics").get(0).path("Metrics"))
                .extracting(metric -> metric.path("Name").asText())
                .allMatch(line::has)
                .containsExactlyInAnyOrder(
                        "Jobs",
                        "JobsFailed",
                        "JobsPaused",
                        "JobTime",
                        "PrepareTime",
                        "Records",
                        "RecordsSucceeded",
                        "RecordsNeedingAttention",
                        "InputTokens",
                        "OutputTokens",
                        "CostUsd");
    }

    @Test
    void everyRecordHasOneOutcomeWhateverBecameOfItsLine() throws Exception {
        Map<String, String> faults = new HashMap<>();
        for (String fault :
                List.of(
                        "fault.line.malformed",
                        "fault.line.missing",
                        "fault.line.duplicated",
                        "fault.line.unknown-id",
                        "fault.line.empty-body",
                        "fault.line.status.500",
                        "fault.line.status.400",
                        "fault.reply.refused",
                        "fault.reply.filtered",
                        "fault.reply.truncated",
                        "fault.reply.incomplete",
                        "fault.reply.misfit",
                        "fault.reply.several-messages")) {
            faults.put(fault, "0.06");
        }
        try (LoggedLines logged = new LoggedLines();
                TestingCloud cloud = TestingCloud.start(folder, faults, ONCE)) {
            Job job = cloud.await(cloud.start(TestingCloud.postings(400)).id());

            assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
            List<JsonNode> results = cloud.results(job);
            assertThat(results).hasSize(400);
            for (int i = 0; i < 400; i++) {
                assertThat(results.get(i).path("id").asText()).isEqualTo("p-" + i);
            }
            assertThat(outcomes(cloud, job))
                    .containsKeys(
                            "succeeded",
                            "invalid",
                            "refused",
                            "truncated",
                            "failed/malformed_line",
                            "failed/missing_line");
            assertThat(cloud.report(job).path("odd_lines").asInt()).isPositive();
            billAddsUp(cloud, job, results);
            logTellsOfTheJobAndNotWhatItReads(logged, job);
        }
    }

    /** All that is asked and answered in it has words of the postings. */
    private static void logTellsOfTheJobAndNotWhatItReads(LoggedLines logged, Job job)
            throws IOException {
        Set<String> told = new TreeSet<>();
        for (String text : logged.all()) {
            JsonNode line = TestingCloud.JSON.readTree(text);
            if (line.path("job").asText().equals(job.id().value())) {
                assertThat(line.path("AWSRequestId").asText()).isNotEmpty();
                told.add(
                        "%s %s %s"
                                .formatted(
                                        line.path("function").asText(),
                                        line.path("batch").asText(),
                                        line.path("attempt").asText()));
            }
        }
        assertThat(told)
                .contains(
                        "nightshift-PrepareFunction  ",
                        "nightshift-SubmitFunction 1 1",
                        "nightshift-CollectFunction 1 1");
        assertThat(logged.all())
                .noneMatch(line -> line.contains("Clerk") || line.contains("retype"))
                .noneMatch(line -> line.contains("sk-test"));
    }

    @Test
    void jobInTheRealTimeLaneHasTheSameOutcomesAtTheFullPrice() throws Exception {
        Map<String, String> faults =
                Map.of("fault.reply.refused", "0.2", "fault.reply.misfit", "0.2");
        try (TestingCloud cloud = TestingCloud.start(folder, faults, Map.of())) {
            Job job = cloud.await(cloud.start(TestingCloud.postings(60), Lane.REALTIME).id());

            assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
            List<JsonNode> results = cloud.results(job);
            for (int i = 0; i < 60; i++) {
                assertThat(results.get(i).path("id").asText()).isEqualTo("p-" + i);
            }
            assertThat(outcomes(cloud, job)).containsKeys("succeeded", "refused");
            assertThat(cloud.openAi.batchesCreated()).isZero();
            JsonNode report = cloud.report(job);
            assertThat(report.path("batches").get(0).path("lane").asText()).isEqualTo("realtime");
            assertThat(report.path("sent_again").path("repair").asInt()).isPositive();
            assertThat(report.path("cost_usd")).isEqualTo(report.path("realtime_cost_usd"));
            assertThat(report.path("uncertain_calls").asInt()).isZero();
            assertThat(cloud.budget.of(job.id()).reserved()).isZero();
            assertThat(cloud.budget.of(job.id()).spent())
                    .isEqualByComparingTo(report.path("cost_usd").asText());
        }
    }

    @Test
    void batchThatOpenAiRefusesFailsEveryRecordWithOpenAisCode() throws Exception {
        try (TestingCloud cloud =
                TestingCloud.start(folder, Map.of("model.names", "gpt-other"), Map.of())) {
            Job job = cloud.await(cloud.start(TestingCloud.postings(3)).id());

            assertThat(outcomes(cloud, job))
                    .isEqualTo(Map.of("failed", 3L, "failed/model_not_found", 3L));
            assertThat(cloud.report(job).path("cost_usd").asText()).isEqualTo("0");
        }
    }

    @Test
    void keyThatOpenAiRefusesFailsTheRecordsAndSpendsNothing() throws Exception {
        try (TestingCloud cloud =
                TestingCloud.start(
                        folder,
                        Map.of(
                                "fault.http.files.create.status", "401",
                                "fault.http.files.create.status-rate", "1"),
                        Map.of())) {
            Job job = cloud.await(cloud.start(TestingCloud.postings(3)).id());

            assertThat(outcomes(cloud, job))
                    .isEqualTo(Map.of("failed", 3L, "failed/open_ai_rejected", 3L));
            assertThat(cloud.results(job).getFirst().path("message").asText()).contains("key");
            assertThat(cloud.openAi.batchesCreated()).isZero();
        }
    }

    @Test
    void batchThatCouldNotBeCollectedIsTriedOnceMoreAtTheEnd() throws Exception {
        try (TestingCloud cloud =
                TestingCloud.start(
                        folder,
                        Map.of(
                                "fault.http.files.content.status", "403",
                                "fault.http.files.content.status-rate", "1",
                                "fault.http.files.content.first-calls", "1"),
                        Map.of())) {
            Job job = cloud.await(cloud.start(TestingCloud.postings(3)).id());

            assertThat(outcomes(cloud, job)).isEqualTo(Map.of("succeeded", 3L));
            assertThat(cloud.openAi.calls().of(Endpoint.FILES_CONTENT)).isEqualTo(2);
        }
    }

    @Test
    void batchThatCannotBeHadPausesTheJobAndIsCollectedWhenItCan() throws Exception {
        try (TestingCloud cloud =
                TestingCloud.start(
                        folder,
                        Map.of(
                                "fault.http.files.content.status", "403",
                                "fault.http.files.content.status-rate", "1",
                                "fault.http.files.content.first-calls", "2"),
                        Map.of())) {
            Job paused = cloud.await(cloud.start(TestingCloud.postings(3)).id());

            assertThat(paused.status()).isEqualTo(JobStatus.PAUSED);
            assertThat(outcomes(cloud, paused))
                    .isEqualTo(Map.of("failed", 3L, "failed/batch_not_collected", 3L));

            cloud.again(paused, Again.UNSENT);
            Job resumed = cloud.await(paused.id());

            assertThat(resumed.status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(outcomes(cloud, resumed)).isEqualTo(Map.of("succeeded", 3L));
            assertThat(cloud.openAi.batchesCreated()).isEqualTo(1);
        }
    }

    @Test
    void jobWhoseInputCannotBeReadFailsAndSaysWhy() throws Exception {
        try (TestingCloud cloud = TestingCloud.start(folder, Map.of(), Map.of())) {
            Job job = cloud.await(cloud.start("id,title\n1,x\n").id());

            assertThat(job.status()).isEqualTo(JobStatus.FAILED);
            assertThat(job.failure()).contains("needs the column description");
            assertThat(cloud.report(job).path("status").asText()).isEqualTo("failed");
            assertThat(cloud.openAi.calls().total()).isZero();
        }
    }

    @Test
    void cancelledJobKeepsWhatWasDoneAndBillsIt() throws Exception {
        try (TestingCloud cloud =
                TestingCloud.start(
                        folder,
                        Map.of("batch.per-request", "1s", "batch.parallelism", "10"),
                        Map.of("PollMaximumSeconds", "1"))) {
            Job job = cloud.start(TestingCloud.postings(200));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            () ->
                                    cloud.attempts.of(job.id()).stream()
                                            .anyMatch(attempt -> attempt.done() > 0));

            cloud.cancel(job.id());
            Job ended = cloud.await(job.id());

            assertThat(ended.status()).isEqualTo(JobStatus.CANCELLED);
            Map<String, Long> outcomes = outcomes(cloud, ended);
            assertThat(outcomes.get("succeeded")).isPositive();
            assertThat(outcomes.get("cancelled"))
                    .isEqualTo(200 - outcomes.getOrDefault("succeeded", 0L));
            billAddsUp(cloud, ended, cloud.results(ended));
        }
    }

    @Test
    void jobCancelledBeforeItsBatchIsCreatedSpendsNothing() throws Exception {
        try (TestingCloud cloud = TestingCloud.start(folder, Map.of(), Map.of())) {
            Job job = cloud.begin(TestingCloud.postings(3), TestingCloud.QUALIFY);
            cloud.prepare(job);
            cloud.cancel(job.id());

            assertThat(cloud.submit(job).payload().path("over").asBoolean()).isTrue();
            cloud.collect(job);
            cloud.finish(job);

            assertThat(cloud.jobs.require(job.id()).status()).isEqualTo(JobStatus.CANCELLED);
            assertThat(outcomes(cloud, job)).isEqualTo(Map.of("cancelled", 3L));
            assertThat(cloud.openAi.calls().total()).isZero();
            assertThat(cloud.attempts.require(job.id(), 1, 1).phase()).isEqualTo(Phase.COLLECTED);
        }
    }

    private static Map<String, Long> outcomes(TestingCloud cloud, Job job) throws IOException {
        Map<String, Long> outcomes = new HashMap<>();
        cloud.report(job)
                .path("outcomes")
                .properties()
                .forEach(entry -> outcomes.put(entry.getKey(), entry.getValue().asLong()));
        return outcomes;
    }

    /** The report's cost is the sum of its records', and its outcomes are theirs. */
    private static void billAddsUp(TestingCloud cloud, Job job, List<JsonNode> results)
            throws IOException {
        JsonNode report = cloud.report(job);
        BigDecimal cost =
                results.stream()
                        .map(result -> new BigDecimal(result.path("cost_usd").asText()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(new BigDecimal(report.path("cost_usd").asText()))
                .isEqualByComparingTo(cost)
                .isPositive();
        assertThat(new BigDecimal(report.path("realtime_cost_usd").asText()))
                .isEqualByComparingTo(cost.multiply(BigDecimal.TWO));
        assertThat(new BigDecimal(report.at("/aws_usd/total").asText())).isPositive();
        assertThat(report.path("rows").asLong()).isEqualTo(results.size());
    }
}
