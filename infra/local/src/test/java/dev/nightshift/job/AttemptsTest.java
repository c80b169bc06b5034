package dev.nightshift.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.simulator.http.Endpoint;
import dev.nightshift.time.ManualTimeline;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent again, how often and how, and what is not. */
class AttemptsTest {
    @TempDir private static Path folder;

    private static final ManualTimeline TIME =
            new ManualTimeline(Instant.parse("2030-01-01T12:00:00Z"));
    private static TestingCloud cloud;

    @TempDir private Path ownFolder;

    @BeforeAll
    static void start() throws IOException {
        cloud = TestingCloud.movedBy(TIME, folder, Map.of(), Map.of());
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @ParameterizedTest
    @CsvSource({
        "fault.line.status.500, resend",
        "fault.line.status.429, resend",
        "fault.line.missing, resend",
        "fault.line.malformed, resend",
        "fault.line.empty-body, resend",
        "fault.line.unknown-id, resend",
        "fault.reply.truncated, larger_limit",
        "fault.reply.incomplete, larger_limit",
        "fault.reply.misfit, repair",
        "fault.batch.refused-lines, resend_uncounted",
    })
    void onlyWhatAnotherAttemptMayHelpIsSentAgain(String fault, String remedy) throws Exception {
        simulate(Map.of(fault, "0.3", "fault.first-batches", "1"));
        Job job = run(cloud, TestingCloud.postings(40));

        List<JsonNode> results = cloud.results(job);
        List<JsonNode> again =
                results.stream().filter(result -> result.path("attempts").asInt() == 2).toList();
        assertThat(again).hasSizeBetween(2, 38);
        assertThat(again).allMatch(result -> result.path("outcome").asText().equals("succeeded"));
        assertThat(cloud.text(job.files().requests(1, 2))).hasLineCount(again.size());
        JsonNode report = cloud.report(job);
        assertThat(report.path("sent_again").path(remedy).asInt()).isEqualTo(again.size());
        assertThat(report.path("batches")).hasSize(2);
        assertThat(cloud.openAi.batchesCreated()).isEqualTo(2);
        billAddsUp(report, results);
    }

    @ParameterizedTest
    @CsvSource({
        "fault.line.status.500, failed, 3",
        "fault.line.malformed, failed, 3",
        "fault.batch.all-failed, failed, 3",
        "fault.batch.file-not-found, failed, 3",
        "fault.reply.truncated, truncated, 2",
        "fault.reply.misfit, invalid, 2",
        "fault.line.status.400, failed, 1",
        "fault.line.status.404, failed, 1",
        "fault.reply.refused, refused, 1",
        "fault.reply.filtered, refused, 1",
        "fault.batch.refused-lines, failed, 1",
    })
    void attemptsComeToAnEnd(String fault, String outcome, int attempts) throws Exception {
        simulate(Map.of(fault, "1"));
        Job job = run(cloud, TestingCloud.postings(4));

        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        for (JsonNode result : cloud.results(job)) {
            assertThat(result.path("outcome").asText()).isEqualTo(outcome);
            assertThat(result.path("attempts").asInt()).isEqualTo(attempts);
        }
        assertThat(cloud.openAi.batchesCreated()).isEqualTo(attempts);
        billAddsUp(cloud.report(job), cloud.results(job));
    }

    @ParameterizedTest
    @CsvSource({
        "fault.batch.blank-error-file-id, 1",
        "fault.batch.output-id-late, 3h",
        "fault.line.duplicated, 1",
        "fault.reply.several-messages, 1",
    })
    void whatIsOnlyOddIsNotSentAgain(String fault, String extent) throws Exception {
        simulate(Map.of(fault, extent));
        Job job = run(cloud, TestingCloud.postings(4));

        assertThat(outcomes(cloud, job)).isEqualTo(Map.of("succeeded", 4L));
        assertThat(cloud.openAi.batchesCreated()).isEqualTo(1);
    }

    @Test
    void howOftenIsConfiguration() throws Exception {
        Map<String, String> faults =
                Map.of("fault.line.status.500", "0.5", "fault.reply.misfit", "1");
        Map<String, String> once =
                Map.of(
                        "AttemptsResends", "0",
                        "AttemptsRepairs", "0",
                        "AttemptsLargerLimits", "0");
        try (TestingCloud cloud = own(faults, once)) {
            Job job = run(cloud, TestingCloud.postings(20));

            assertThat(cloud.openAi.batchesCreated()).isEqualTo(1);
            assertThat(outcomes(cloud, job))
                    .containsOnlyKeys("failed", "failed/server_error", "invalid");
        }
    }

    @Test
    void replyThatWasCutOffIsAskedForWithALargerLimit() throws Exception {
        simulate(Map.of("fault.reply.truncated", "1", "fault.first-batches", "1"));
        Job job = run(cloud, TestingCloud.postings(1));

        int first = body(cloud, job, 1).path("max_output_tokens").asInt();
        assertThat(body(cloud, job, 2).path("max_output_tokens").asInt()).isEqualTo(4 * first);
        assertThat(body(cloud, job, 2).path("input")).isEqualTo(body(cloud, job, 1).path("input"));
    }

    @Test
    void replyThatDoesNotFitIsShownToTheModel() throws Exception {
        simulate(Map.of("fault.reply.misfit", "1", "fault.first-batches", "1"));
        Job job = run(cloud, TestingCloud.postings(1));

        JsonNode raw = TestingCloud.JSON.readTree(cloud.text(job.files().raw(1, 1, "output")));
        String reply =
                raw.findValue("text").isTextual()
                        ? raw.findValue("text").asText()
                        : raw.findValuesAsText("text").getLast();
        JsonNode input = body(cloud, job, 2).path("input");
        assertThat(input).hasSize(3);
        assertThat(input.get(0).path("content")).isEqualTo(body(cloud, job, 1).path("input"));
        assertThat(input.get(1).path("role").asText()).isEqualTo("assistant");
        assertThat(input.get(1).path("content").asText()).isEqualTo(reply);
        assertThat(input.get(2).path("content").asText()).contains("does not fit");
        assertThat(cloud.results(job).getFirst().path("outcome").asText()).isEqualTo("succeeded");
    }

    @Test
    void misfitWhoseRepairCameToNothingIsStillThere() throws Exception {
        simulate(Map.of("fault.reply.misfit", "1"));
        Job job = cloud.begin(TestingCloud.postings(1), TestingCloud.QUALIFY);
        cloud.prepare(job);
        cloud.submit(job);
        cloud.awaitBatch(job, 1);
        assertThat(cloud.collect(job).payload().path("next").asInt()).isEqualTo(2);

        cloud.finish(job);

        JsonNode result = cloud.results(job).getFirst();
        assertThat(result.path("outcome").asText()).isEqualTo("invalid");
        assertThat(result.path("text").asText()).isNotBlank();
        assertThat(cloud.openAi.batchesCreated()).isEqualTo(1);
    }

    @Test
    void linesThatSinkAFileAreTakenOutUnderOpenAisCodeAndTheRestIsRun() throws Exception {
        simulate(Map.of("fault.batch.refused-lines", "0.05"));
        Job job = run(cloud, TestingCloud.postings(60));

        Map<String, Long> outcomes = outcomes(cloud, job);
        assertThat(outcomes.get("succeeded")).isBetween(20L, 59L);
        assertThat(outcomes)
                .containsEntry("failed/invalid_value", 60 - outcomes.getOrDefault("succeeded", 0L));
        assertThat(cloud.openAi.batchesCreated()).isGreaterThan(1);
    }

    @Test
    void whatExpiredIsSentAgain() throws Exception {
        Map<String, String> expiring =
                Map.of(
                        "fault.batch.expired", "1",
                        "fault.batch.expired-finished", "0.5",
                        "fault.first-batches", "1");
        simulate(expiring);
        Job job = run(cloud, TestingCloud.postings(20));

        assertThat(outcomes(cloud, job)).isEqualTo(Map.of("succeeded", 20L));
        assertThat(cloud.text(job.files().requests(1, 2))).hasLineCount(10);
        billAddsUp(cloud.report(job), cloud.results(job));
    }

    @Test
    void cancelledJobSendsNothingAgain() throws Exception {
        simulate(Map.of("fault.line.status.500", "1"));
        Job job = cloud.begin(TestingCloud.postings(3), TestingCloud.QUALIFY);
        cloud.prepare(job);
        cloud.submit(job);
        cloud.awaitBatch(job, 1);
        cloud.cancel(job.id());

        assertThat(cloud.collect(job).payload().path("next").isNull()).isTrue();
        cloud.finish(job);

        assertThat(outcomes(cloud, job)).isEqualTo(Map.of("failed", 3L, "failed/server_error", 3L));
    }

    @Test
    void collectingTwiceLeadsToOneFurtherAttempt() throws Exception {
        simulate(Map.of("fault.line.status.500", "0.5", "fault.first-batches", "1"));
        Job job = cloud.begin(TestingCloud.postings(20), TestingCloud.QUALIFY);
        cloud.prepare(job);
        cloud.submit(job);
        cloud.awaitBatch(job, 1);

        assertThat(cloud.collect(job)).isEqualTo(cloud.collect(job));
        cloud.submit(job, 2);
        cloud.awaitBatch(job, 2);
        cloud.collect(job);
        assertThat(cloud.collect(job, 2).payload().path("next").isNull()).isTrue();
        cloud.finish(job);

        assertThat(outcomes(cloud, job)).isEqualTo(Map.of("succeeded", 20L));
        assertThat(cloud.openAi.batchesCreated()).isEqualTo(2);
    }

    @Test
    void billSaysWhereOpenAisOwnCountIsAnother() throws Exception {
        simulate(Map.of("fault.line.missing", "0.5", "fault.first-batches", "1"));
        Job job = run(cloud, TestingCloud.postings(20));

        JsonNode said = cloud.report(job).path("disagreements");
        assertThat(said).hasSize(1);
        assertThat(said.get(0).asText())
                .startsWith(cloud.attempts.require(job.id(), 1, 1).batchId());
    }

    @Test
    void filesOfACollectedBatchAreDeletedAtOpenAi() throws Exception {
        simulate(Map.of("fault.line.status.500", "0.5", "fault.first-batches", "1"));
        Job job = run(cloud, TestingCloud.postings(20));

        // Two of requests, two of replies, one of errors.
        assertThat(cloud.openAi.calls().of(Endpoint.FILES_DELETE)).isEqualTo(5);
        assertThat(cloud.text(job.files().raw(1, 1, "error"))).isNotEmpty();
    }

    @Test
    void filesStayAtOpenAiWhereThatIsConfigured() throws Exception {
        try (TestingCloud cloud = own(Map.of(), Map.of("TidyOpenAiFiles", "false"))) {
            run(cloud, TestingCloud.postings(3));

            assertThat(cloud.openAi.calls().of(Endpoint.FILES_DELETE)).isZero();
        }
    }

    private static void simulate(Map<String, String> faults) throws IOException {
        cloud.simulate(faults);
    }

    /** A cloud of the test's own, with other parameters. */
    private TestingCloud own(Map<String, String> faults, Map<String, String> parameters)
            throws IOException {
        return TestingCloud.movedBy(TIME, ownFolder, faults, parameters);
    }

    private static Job run(TestingCloud cloud, String csv) throws Exception {
        Job job = cloud.start(csv);
        cloud.moveUntilOver(TIME, job.id());
        return cloud.jobs.require(job.id());
    }

    private static JsonNode body(TestingCloud cloud, Job job, int attempt) throws IOException {
        return TestingCloud.JSON
                .readTree(cloud.text(job.files().requests(1, attempt)))
                .path("body");
    }

    private static Map<String, Long> outcomes(TestingCloud cloud, Job job) throws IOException {
        Map<String, Long> outcomes = new HashMap<>();
        cloud.report(job)
                .path("outcomes")
                .properties()
                .forEach(entry -> outcomes.put(entry.getKey(), entry.getValue().asLong()));
        return outcomes;
    }

    /** Records, attempts and the job come to the same sum. */
    private static void billAddsUp(JsonNode report, List<JsonNode> results) {
        BigDecimal byRecord = sum(results);
        List<JsonNode> batches = new ArrayList<>();
        report.path("batches").forEach(batches::add);
        BigDecimal whole = new BigDecimal(report.path("cost_usd").asText());
        assertThat(whole).isEqualByComparingTo(byRecord).isEqualByComparingTo(sum(batches));
    }

    private static BigDecimal sum(List<JsonNode> parts) {
        return parts.stream()
                .map(part -> new BigDecimal(part.path("cost_usd").asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
