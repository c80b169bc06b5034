package dev.nightshift.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.pricing.Lane;
import dev.nightshift.simulator.http.Endpoint;
import dev.nightshift.task.Task;
import dev.nightshift.task.Tasks;
import dev.nightshift.time.ManualTimeline;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was paid for before is not paid again. */
class DoneTest {
    @TempDir private static Path folder;

    private static final ManualTimeline TIME =
            new ManualTimeline(Instant.parse("2030-01-01T12:00:00Z"));
    private static final JobOptions STANDARD = JobOptions.STANDARD.withLane(Lane.BATCH);
    private static TestingCloud cloud;

    @BeforeAll
    static void start() throws IOException {
        cloud =
                TestingCloud.movedBy(
                        TIME,
                        folder,
                        Map.of(),
                        Map.of("BatchMaxRequests", "2", "BatchesAtOnce", "1"));
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @BeforeEach
    void simulateAnew() throws IOException {
        cloud.simulate(Map.of());
    }

    @Test
    void sameContentAgainIsTakenFromTheEarlierJob() throws Exception {
        Job first = run(csv("same", "a", "b", "c", "d", "e"), STANDARD);
        assertThat(cloud.openAi.batchesCreated()).isEqualTo(3);

        // Other ids and another order: it is the content that counts.
        Job again = run(csv("other", "e", "d", "c", "b", "a"), STANDARD);

        assertThat(cloud.openAi.batchesCreated()).isEqualTo(3);
        List<JsonNode> paid = cloud.results(first);
        List<JsonNode> taken = cloud.results(again);
        for (int i = 0; i < 5; i++) {
            JsonNode result = taken.get(i);
            JsonNode from = paid.get(4 - i);
            assertThat(result.path("ordinal").asInt()).isEqualTo(i);
            assertThat(result.path("outcome").asText()).isEqualTo("succeeded");
            assertThat(result.path("code").asText()).isEqualTo("reused");
            assertThat(result.path("result")).isEqualTo(from.path("result"));
            assertThat(result.path("cost_usd").asText()).isEqualTo("0");
            assertThat(result.path("from").path("job").asText()).isEqualTo(first.id().value());
            assertThat(result.path("from").path("id")).isEqualTo(from.path("id"));
            assertThat(result.has("attempts")).isFalse();
        }
        assertThat(outcomes(again)).isEqualTo(Map.of("succeeded", 5L, "succeeded/reused", 5L));
        assertThat(cost(again)).isZero();
        assertThat(cloud.text(again.files().results("csv")))
                .contains("succeeded,reused: the result of same-4 in job " + first.id());
    }

    @Test
    void onlyWhatChangedIsSentInWhateverLane() throws Exception {
        cloud.simulate(Map.of("model.latency", "0s"));
        run(csv("p", "f", "g", "h"), STANDARD);

        Job changed = run(csv("p", "f", "g, and more", "h"), STANDARD.withLane(Lane.REALTIME));

        assertThat(cloud.openAi.calls().of(Endpoint.RESPONSES_CREATE)).isEqualTo(1);
        assertThat(outcomes(changed)).isEqualTo(Map.of("succeeded", 3L, "succeeded/reused", 2L));
        assertThat(cloud.results(changed).get(1).has("from")).isFalse();

        run(csv("p", "g, and more"), STANDARD);
        assertThat(cloud.openAi.batchesCreated()).isEqualTo(2);
    }

    @Test
    void anotherVersionOrModelAndWhoWantsItFreshPayAgain() throws Exception {
        run(csv("p", "i"), STANDARD);
        Task newer =
                Tasks.parse(TestingCloud.QUALIFY.source().replace("version: 1", "version: 2"), "");
        Task other = TestingCloud.QUALIFY.withModel("gpt-5.4-nano");

        run(csv("p", "i"), newer, STANDARD);
        assertThat(cloud.openAi.batchesCreated()).isEqualTo(2);
        run(csv("p", "i"), other, STANDARD);
        assertThat(cloud.openAi.batchesCreated()).isEqualTo(3);
        run(csv("p", "i"), STANDARD.withFresh(true));
        assertThat(cloud.openAi.batchesCreated()).isEqualTo(4);
    }

    @Test
    void equalRowsOfAJobArePaidOnce() throws Exception {
        Job job = run(csv("p", "j", "k", "l", "j", "m", "k", "l", "n", "j"), STANDARD);

        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.batches()).isEqualTo(3);
        assertThat(sent(job)).isEqualTo(5);
        assertThat(outcomes(job)).isEqualTo(Map.of("succeeded", 9L, "succeeded/equal", 4L));
        List<JsonNode> results = cloud.results(job);
        int[] firsts = {0, 1, 2, 0, 4, 1, 2, 7, 0};
        for (int i = 0; i < firsts.length; i++) {
            JsonNode result = results.get(i);
            assertThat(result.path("id").asText()).isEqualTo("p-" + i);
            assertThat(result.path("fields").path("id").asText()).isEqualTo("p-" + i);
            assertThat(result.path("result")).isEqualTo(results.get(firsts[i]).path("result"));
            assertThat(result.path("from").path("id").asText())
                    .isEqualTo(firsts[i] == i ? "" : "p-" + firsts[i]);
        }
        List<String> table = cloud.text(job.files().results("csv")).lines().toList();
        assertThat(table).hasSize(19);
        assertThat(table.get(7)).startsWith("p-3,");
        assertThat(table.get(8)).contains("succeeded,equal: equal to p-0,0");
        assertThat(cost(job)).isEqualByComparingTo(sumOfCosts(results));
    }

    @Test
    void equalRowFailsWithTheFirstAndFollowsItWhenThatIsRetried() throws Exception {
        cloud.simulate(Map.of("fault.line.status.400", "1", "fault.first-batches", "1"));
        Job job = run(csv("p", "o", "q", "r", "o", "s"), STANDARD);
        assertThat(outcomes(job)).containsEntry("failed", 3L).containsEntry("succeeded", 2L);
        JsonNode failed = cloud.results(job).get(3);
        assertThat(failed.path("outcome").asText()).isEqualTo("failed");
        assertThat(failed.path("code")).isEqualTo(cloud.results(job).getFirst().path("code"));

        cloud.again(job, Again.FAILED);
        cloud.moveUntilOver(TIME, job.id());

        assertThat(outcomes(job)).isEqualTo(Map.of("succeeded", 5L, "succeeded/equal", 1L));
        assertThat(cloud.text(job.files().requests(1, 2))).hasLineCount(2);
        assertThat(cloud.attempts.of(job.id(), 2)).hasSize(1);
        run(csv("p", "o"), STANDARD);
        assertThat(cloud.openAi.batchesCreated()).isEqualTo(3);
    }

    @Test
    void whatADeletedJobPaidForIsPaidAgain() throws Exception {
        Job deleted = run(csv("p", "t", "u"), STANDARD);
        Job kept = run(csv("p", "u", "v"), STANDARD);
        assertThat(cloud.openAi.batchesCreated()).isEqualTo(2);

        cloud.delete(deleted);
        Awaitility.await().until(() -> cloud.jobs.find(deleted.id()).isEmpty());

        Job third = run(csv("p", "t", "u", "v"), STANDARD);
        assertThat(outcomes(third)).isEqualTo(Map.of("succeeded", 3L, "succeeded/reused", 1L));
        assertThat(cloud.results(third).get(2).path("from").path("job").asText())
                .isEqualTo(kept.id().value());
        assertThat(cloud.results(kept)).hasSize(2);
    }

    @Test
    void stepsThatAreRepeatedChangeNothing() throws Exception {
        run(csv("p", "w"), STANDARD);
        Job job = cloud.begin(csv("p", "w", "x", "x"), TestingCloud.QUALIFY, STANDARD);
        cloud.prepare(job);
        String records = cloud.text(job.files().records(1));
        String reused = cloud.text(job.files().reused(1));
        cloud.prepare(job);
        assertThat(cloud.text(job.files().records(1))).isEqualTo(records);
        assertThat(cloud.text(job.files().reused(1))).isEqualTo(reused);
        cloud.submit(job);
        cloud.moveToNext(TIME);
        cloud.poll(job);
        cloud.collect(job);
        cloud.collect(job);
        cloud.finish(job);
        String results = cloud.text(job.files().results("jsonl"));
        cloud.finish(job);

        assertThat(cloud.text(job.files().results("jsonl"))).isEqualTo(results);
        assertThat(outcomes(job))
                .isEqualTo(Map.of("succeeded", 3L, "succeeded/reused", 1L, "succeeded/equal", 1L));
        assertThat(cloud.openAi.batchesCreated()).isEqualTo(2);
    }

    /** A row for each text, of two lines, their ids {@code prefix-0} and on. */
    private static String csv(String prefix, String... texts) {
        var csv = new StringBuilder("id,title,description\n");
        for (int i = 0; i < texts.length; i++) {
            csv.append("%s-%d,Clerk,\"We retype\n%s\"\n".formatted(prefix, i, texts[i]));
        }
        return csv.toString();
    }

    private static Job run(String csv, JobOptions options) throws Exception {
        return run(csv, TestingCloud.QUALIFY, options);
    }

    private static Job run(String csv, Task task, JobOptions options) throws Exception {
        Job job = cloud.start(csv, task, options);
        cloud.moveUntilOver(TIME, job.id());
        return cloud.jobs.require(job.id());
    }

    private static long sent(Job job) {
        return cloud.attempts.of(job.id()).stream().mapToLong(attempt -> attempt.requests()).sum();
    }

    private static Map<String, Long> outcomes(Job job) throws IOException {
        Map<String, Long> outcomes = new HashMap<>();
        cloud.report(job)
                .path("outcomes")
                .properties()
                .forEach(entry -> outcomes.put(entry.getKey(), entry.getValue().asLong()));
        return outcomes;
    }

    private static BigDecimal cost(Job job) throws IOException {
        return new BigDecimal(cloud.report(job).path("cost_usd").asText());
    }

    private static BigDecimal sumOfCosts(List<JsonNode> results) {
        List<BigDecimal> costs = new ArrayList<>();
        results.forEach(result -> costs.add(new BigDecimal(result.path("cost_usd").asText())));
        return costs.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
