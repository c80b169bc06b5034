package dev.nightshift.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.pricing.Lane;
import dev.nightshift.time.ManualTimeline;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which lane a job takes, and what a deadline has it do. */
@Timeout(120)
class DeadlineTest {
    private static final ManualTimeline TIME =
            new ManualTimeline(Instant.parse("2030-01-01T12:00:00.250Z"));

    /** Twenty requests take ten hours, so that one is done every half hour. */
    private static final Map<String, String> SLOW =
            Map.of("batch.running", "10h", "batch.cancelling", "10m");

    private static final JobOptions FRESH = JobOptions.STANDARD.withFresh(true);

    @TempDir private static Path folder;
    private static TestingCloud cloud;

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
        "10, , , realtime, handful",
        "11, , , batch, size",
        "10, batch, , batch, wish",
        "11, realtime, , realtime, wish",
        "11, , 25m, batch, size",
        "11, , 24m, realtime, deadline",
        "11, batch, 24m, realtime, deadline",
        "3, batch, 2h, batch, wish",
    })
    void laneIsChosenBySizeDeadlineAndWish(
            int rows, @Nullable String wish, @Nullable String within, String lane, String reason)
            throws Exception {
        simulate(Map.of());
        JobOptions options =
                FRESH.withLane(wish == null ? null : Lane.fromWire(wish))
                        .withDeadline(
                                within == null
                                        ? null
                                        // Prepared some moments later, and 11 requests take 2 s.
                                        : TIME.instant()
                                                .plus(Duration.parse("PT" + within))
                                                .plusSeconds(5));

        Job job = run(cloud.start(TestingCloud.postings(rows), options));

        JsonNode report = cloud.report(job);
        assertThat(report.path("lane").asText()).isEqualTo(lane);
        assertThat(report.path("lane_reason").asText()).isEqualTo(reason);
        assertThat(report.path("batches").get(0).path("lane").asText()).isEqualTo(lane);
        assertThat(outcomes(job)).isEqualTo(Map.of("succeeded", (long) rows));
        assertThat(cloud.openAi.batchesCreated()).isEqualTo(lane.equals("batch") ? 1 : 0);
    }

    @Test
    void laneStaysAsItWasChosenFirst() throws Exception {
        Job job = cloud.begin(TestingCloud.postings(3), TestingCloud.QUALIFY, FRESH);

        cloud.jobs.choose(job.id(), new LaneRules.Choice(Lane.BATCH, LaneReason.SIZE));
        Job again =
                cloud.jobs.choose(
                        job.id(), new LaneRules.Choice(Lane.REALTIME, LaneReason.HANDFUL));
        JsonNode prepared = cloud.prepare(job).payload();

        assertThat(again.laneReason()).isEqualTo(LaneReason.SIZE);

        assertThat(prepared.path("lane").asText()).isEqualTo("batch");
        assertThat(cloud.attempts.require(job.id(), 1, 1).lane()).isEqualTo(Lane.BATCH);
        cloud.finish(job);
    }

    @Test
    void onlySoManyRowsAreTakenAsWanted() throws Exception {
        simulate(Map.of());
        String csv = TestingCloud.postings(20).replace("p-1,", "p-0,");

        Job job = run(cloud.start(csv, FRESH.withMaxRecords(4L)));

        assertThat(job.rows()).isEqualTo(4);
        assertThat(outcomes(job))
                .isEqualTo(Map.of("succeeded", 3L, "skipped", 1L, "skipped/duplicate_id", 1L));
        assertThat(cloud.results(job)).hasSize(4);
        assertThat(cloud.report(job).path("lane_reason").asText()).isEqualTo("handful");
    }

    @Test
    void whatIsUnfinishedInTimeIsCancelledAndOnlyTheRestGoesInRealTime() throws Exception {
        simulate(SLOW);
        Instant deadline = TIME.instant().plus(Duration.ofHours(4));

        Job job = run(cloud.start(TestingCloud.postings(20), FRESH.withDeadline(deadline)));

        JsonNode report = cloud.report(job);
        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(outcomes(job)).isEqualTo(Map.of("succeeded", 20L));
        assertThat(job.finished()).isBetween(deadline.minus(Duration.ofMinutes(6)), deadline);
        assertThat(report.path("deadline").asText()).isEqualTo(deadline.toString());
        assertThat(report.path("deadline_met").asBoolean()).isTrue();
        // Seven half hours are over when the batch is given up.
        JsonNode batch = report.path("batches").get(0);
        JsonNode rest = report.path("batches").get(1);
        assertThat(batch.path("status").asText()).isEqualTo("cancelled");
        assertThat(rest.path("lane").asText()).isEqualTo("realtime");
        assertThat(rest.path("requests").asInt()).isEqualTo(13);
        assertThat(report.path("batches")).hasSize(2);
        assertThat(report.path("sent_again").path("resend_uncounted").asInt()).isEqualTo(13);
        assertThat(cloud.openAi.batchesCreated()).isEqualTo(1);
        halfThePriceForWhatTheBatchDid(job, report);
    }

    @Test
    void batchThatIsNearlyDoneIsGivenMoreTime() throws Exception {
        // A thousand requests are assumed to take 100 s in real time; one takes no time at all.
        simulate(Map.of("batch.running", "225m"));
        Instant deadline = TIME.instant().plus(Duration.ofHours(4)).plusSeconds(30);

        Job job = run(cloud.start(TestingCloud.postings(1000), FRESH.withDeadline(deadline)));

        assertThat(outcomes(job)).isEqualTo(Map.of("succeeded", 1000L));
        assertThat(cloud.report(job).path("batches")).hasSize(1);
    }

    @Test
    void furtherAttemptsOfAJobPastItsCutOffGoInRealTime() throws Exception {
        simulate(
                Map.of(
                        "batch.running",
                        "2h",
                        "fault.line.status.500",
                        "1",
                        "fault.first-batches",
                        "1"));
        Instant deadline = TIME.instant().plus(Duration.ofMinutes(140));

        Job job = run(cloud.start(TestingCloud.postings(20), FRESH.withDeadline(deadline)));

        assertThat(outcomes(job)).isEqualTo(Map.of("succeeded", 20L));
        assertThat(lanes(job)).containsExactly("batch", "realtime");
        assertThat(job.finished()).isBefore(deadline);
    }

    @Test
    void batchWhoseTurnComesTooLateIsNeverCreated() throws Exception {
        simulate(Map.of());
        Job job =
                cloud.begin(
                        TestingCloud.postings(20),
                        TestingCloud.QUALIFY,
                        FRESH.withDeadline(TIME.instant().plus(Duration.ofHours(1))));
        assertThat(cloud.prepare(job).payload().path("lane").asText()).isEqualTo("batch");
        TIME.advance(Duration.ofMinutes(40));

        assertThat(cloud.submit(job).payload().path("over").asBoolean()).isTrue();
        JsonNode collected = cloud.collect(job).payload();

        assertThat(collected.path("next").asInt()).isEqualTo(2);
        assertThat(collected.path("lane").asText()).isEqualTo("realtime");
        assertThat(cloud.submit(job).payload().path("over").asBoolean()).isTrue();
        assertThat(cloud.openAi.batchesCreated()).isZero();
        cloud.finish(job);
    }

    @Test
    void cancelledJobDoesNotGoOnInRealTime() throws Exception {
        simulate(SLOW);
        Instant deadline = TIME.instant().plus(Duration.ofHours(4));
        Job job = cloud.start(TestingCloud.postings(20), FRESH.withDeadline(deadline));
        cloud.awaitIdle();
        while (cloud.attempts.of(job.id()).stream().noneMatch(BatchAttempt::outOfTime)) {
            cloud.moveToNext(TIME);
        }

        cloud.cancel(job.id());
        Job ended = run(job);

        assertThat(ended.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(outcomes(job)).isEqualTo(Map.of("succeeded", 7L, "cancelled", 13L));
        assertThat(lanes(job)).containsExactly("batch");
    }

    @Test
    void missedDeadlineIsSaidAndCountsNoMoreForWhatIsRunAgain() throws Exception {
        simulate(Map.of("fault.line.status.500", "0.5", "fault.first-batches", "3"));
        Instant deadline = TIME.instant().plus(Duration.ofHours(1));
        Job job =
                cloud.begin(
                        TestingCloud.postings(20),
                        TestingCloud.QUALIFY,
                        FRESH.withDeadline(deadline));
        cloud.prepare(job);
        TIME.advance(Duration.ofHours(2));
        cloud.finish(job);

        assertThat(cloud.report(job).path("deadline_met").isBoolean()).isTrue();
        assertThat(cloud.report(job).path("deadline_met").asBoolean()).isFalse();
        assertThat(cloud.again(job, Again.FAILED)).isTrue();
        run(job);

        assertThat(lanes(job)).doesNotContain("realtime");
    }

    /** Direct calls are answered at once: nobody moves time while a function runs. */
    private static void simulate(Map<String, String> settings) throws IOException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("model.latency", "0s");
        cloud.simulate(all);
    }

    private static Job run(Job job) throws InterruptedException {
        cloud.moveUntilOver(TIME, job.id());
        return cloud.jobs.require(job.id());
    }

    private static List<String> lanes(Job job) {
        return cloud.attempts.of(job.id()).stream().map(one -> one.lane().wire()).toList();
    }

    private static Map<String, Long> outcomes(Job job) throws IOException {
        Map<String, Long> outcomes = new HashMap<>();
        cloud.report(job)
                .path("outcomes")
                .properties()
                .forEach(entry -> outcomes.put(entry.getKey(), entry.getValue().asLong()));
        return outcomes;
    }

    /** Records cost the same but for their lane; attempts, records and the job add up. */
    private static void halfThePriceForWhatTheBatchDid(Job job, JsonNode report)
            throws IOException {
        BigDecimal byRecord =
                cloud.results(job).stream()
                        .map(result -> new BigDecimal(result.path("cost_usd").asText()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal paid = new BigDecimal(report.path("cost_usd").asText());
        BigDecimal batch = new BigDecimal(report.path("batches").get(0).path("cost_usd").asText());
        BigDecimal rest = new BigDecimal(report.path("batches").get(1).path("cost_usd").asText());
        BigDecimal realtime = new BigDecimal(report.path("realtime_cost_usd").asText());
        assertThat(paid).isEqualByComparingTo(byRecord).isEqualByComparingTo(batch.add(rest));
        assertThat(batch).isPositive();
        assertThat(batch.multiply(BigDecimal.TWO).add(rest)).isEqualByComparingTo(realtime);
    }
}
