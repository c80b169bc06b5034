package dev.nightshift.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.batch.AttemptReference;
import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.governor.Admission.Admitted;
import dev.nightshift.governor.Claim;
import dev.nightshift.governor.Governor;
import dev.nightshift.governor.GovernorSettings;
import dev.nightshift.metrics.Metric;
import dev.nightshift.metrics.Metrics;
import dev.nightshift.metrics.MetricsSettings;
import dev.nightshift.pricing.Lane;
import dev.nightshift.pricing.Prices;
import dev.nightshift.simulator.http.Endpoint;
import dev.nightshift.time.ManualTimeline;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a batch needs before it is sent, and jobs that have to wait for it or do not get it. */
@Timeout(120)
class ReserveTest {
    private static final String MODEL = "gpt-6-luna";

    /** A posting has some 960 tokens. */
    private static final int ROWS = 10;

    /** Room for one job of ten rows, by our count and by the simulator's, and not for two. */
    private static final long LIMIT = 12_000;

    private static final String LIMITS = MODEL + "=" + LIMIT;
    private static final ManualTimeline TIME =
            new ManualTimeline(Instant.parse("2030-01-01T12:00:00Z"));

    private static final JobOptions BATCH =
            JobOptions.STANDARD.withLane(Lane.BATCH).withFresh(true);

    @TempDir private static Path folder;
    private static TestingCloud cloud;

    @TempDir private Path ownFolder;

    @BeforeAll
    static void start() throws IOException {
        cloud = TestingCloud.movedBy(TIME, folder, Map.of(), Map.of("EnqueuedTokens", LIMITS));
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @Test
    void jobForWhichThereIsNoRoomWaitsUntilTheOtherIsOver() throws Exception {
        simulateLimit(LIMIT);
        Job first = cloud.start(TestingCloud.postings(ROWS));
        cloud.awaitIdle();
        Job second = cloud.start(TestingCloud.postings(ROWS));
        cloud.awaitIdle();
        assertThat(cloud.openAi.calls().of(Endpoint.FILES_CREATE)).isEqualTo(1);
        assertThat(cloud.budget.of(second.id()).reserved()).isPositive();

        try (ToldFigures told = new ToldFigures()) {
            cloud.invoke("ReconcileFunction", "{}");
            JsonNode queue = told.of(Metric.BATCHES_WAITING).getFirst();
            assertThat(queue.path("Model").asText()).isEqualTo(MODEL);
            assertThat(queue.path("BatchesWaiting").asInt()).isEqualTo(1);
            assertThat(queue.path("BatchesAtOpenAi").asInt()).isEqualTo(1);

            cloud.moveUntilOver(TIME, second.id());

            assertThat(told.of(first, Metric.TOKEN_WAIT)).isEmpty();
            assertThat(told.of(second, Metric.TOKEN_WAIT)).hasSize(1);
            assertThat(told.of(second, Metric.TOKEN_WAIT).getFirst().path("TokenWait").asInt())
                    .isBetween(3600, 4200);
        }

        assertThat(outcomes(first)).isEqualTo(Map.of("succeeded", 10L));
        assertThat(outcomes(second)).isEqualTo(Map.of("succeeded", 10L));
        assertThat(attempt(second, 1).submitted())
                .isAfterOrEqualTo(Objects.requireNonNull(attempt(first, 1).over()));
        assertThat(cloud.attempts.of(second.id())).hasSize(1);
        assertThat(cloud.openAi.batchesCreated()).isEqualTo(2);
        isSettled(first);
        isSettled(second);
    }

    @Test
    void jobWhoseDeadlineComesWhileItWaitsGoesInRealTime() throws Exception {
        cloud.simulate(Map.of("batch.running", "5h", "model.latency", "0s"));
        Job first = cloud.start(TestingCloud.postings(ROWS));
        cloud.awaitIdle();
        Instant deadline = TIME.instant().plus(Duration.ofHours(2));
        Job second = run(cloud.start(TestingCloud.postings(ROWS), BATCH.withDeadline(deadline)));

        assertThat(outcomes(second)).isEqualTo(Map.of("succeeded", 10L));
        assertThat(second.finished()).isBefore(deadline);
        assertThat(cloud.attempts.of(second.id()))
                .extracting(BatchAttempt::lane)
                .containsExactly(Lane.BATCH, Lane.REALTIME);
        assertThat(cloud.openAi.batchesCreated()).isEqualTo(1);
        isSettled(second);
        run(first);
        isSettled(first);
    }

    @Test
    void jobThatIsCancelledWhileItWaitsGivesAllBack() throws Exception {
        simulateLimit(LIMIT);
        Job first = cloud.start(TestingCloud.postings(ROWS));
        cloud.awaitIdle();
        Job second = cloud.start(TestingCloud.postings(ROWS));
        cloud.awaitIdle();

        cloud.cancel(second.id());
        cloud.awaitIdle();

        assertThat(cloud.jobs.require(second.id()).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(outcomes(second)).isEqualTo(Map.of("cancelled", 10L));
        assertThat(cloud.openAi.calls().of(Endpoint.FILES_CREATE)).isEqualTo(1);
        assertThat(rows("QUEUE#" + MODEL, "PLACE#")).isZero();
        isSettled(second);
        cloud.moveUntilOver(TIME, first.id());
        assertThat(rows("QUEUE#" + MODEL, "HOLD#")).isZero();
    }

    @Test
    void tokensOfADeadJobAreFoundByWhoWaitsForThem() throws Exception {
        simulateLimit(LIMIT);
        var dead = new AttemptReference(JobId.create(TIME.instant()), 1, 1);
        assertThat(governor().admit(new Claim(MODEL, dead, LIMIT), "nobody"))
                .isInstanceOf(Admitted.class);

        Job job = run(cloud.start(TestingCloud.postings(ROWS)));

        assertThat(outcomes(job)).isEqualTo(Map.of("succeeded", 10L));
        assertThat(rows("QUEUE#" + MODEL, "HOLD#")).isZero();
    }

    @Test
    void jobIsCutByTheLimitAndARequestThatExceedsItAloneIsLeftOut() throws Exception {
        simulateLimit(LIMIT);
        String tooLong = row("p-x", "We retype orders. ".repeat(4_000));
        Job job = run(cloud.start(TestingCloud.postings(2 * ROWS) + tooLong));

        assertThat(job.batches()).isEqualTo(2);
        assertThat(outcomes(job))
                .isEqualTo(Map.of("succeeded", 20L, "skipped", 1L, "skipped/too_large", 1L));
        assertThat(cloud.results(job).getLast().path("message").asText())
                .containsPattern("its request has [0-9,]+ tokens, and at most 12,000 may be");
        assertThat(cloud.openAi.batchesCreated()).isEqualTo(2);
    }

    @Test
    void limitThatOpenAiTellsCutsTheBatchAgainAndFailsOnlyWhatExceedsItAlone() throws Exception {
        simulateLimit(5_000);
        String tooLong = row("p-x", "We retype orders. ".repeat(1_100));
        Job job = run(cloud.start(TestingCloud.postings(6) + tooLong));

        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(outcomes(job))
                .isEqualTo(
                        Map.of("succeeded", 6L, "failed", 1L, "failed/token_limit_exceeded", 1L));
        assertThat(cloud.results(job).getLast().path("message").asText())
                .containsPattern("its request has [0-9,]+ tokens, and at most 5,000 may be");
        assertThat(attempt(job, 2).load().inputTokens()).isBetween(4_000L, 5_000L);
        assertThat(attempt(job, 3).load().requests()).isEqualTo(1);
        assertThat(cloud.openAi.batchesCreated()).isEqualTo(3);
        isSettled(job);
        forgetWhatWasLearned();
    }

    @Test
    void batchOfWhichOpenAiCountsMoreThanWeDoIsHalvedUntilItFits() throws Exception {
        // Long words: few tokens, and many by the simulator, which goes by bytes.
        String words = "internationalization ".repeat(400);
        simulateLimit(7_500);
        String csv =
                row("a", words + 1)
                        + row("b", words + 2)
                        + row("c", words + 3)
                        + row("d", words + 4);
        Job job = run(cloud.start(TestingCloud.postings(0) + csv));

        assertThat(outcomes(job)).isEqualTo(Map.of("succeeded", 4L));
        assertThat(attempt(job, 1).load().inputTokens()).isLessThan(7_500);
        assertThat(attempt(job, 2).load().requests()).isEqualTo(2);
        assertThat(attempt(job, 3).load().requests()).isEqualTo(2);
        isSettled(job);
        forgetWhatWasLearned();
    }

    @Test
    void jobThatCouldCostMoreThanItMayIsRefusedBeforeAnythingIsSent() throws Exception {
        simulateLimit(LIMIT);
        Job refused = run(start("0.001"));

        assertThat(refused.status()).isEqualTo(JobStatus.FAILED);
        assertThat(refused.failure())
                .contains("the job could cost up to $0.00148", "$0.001 is left", "--max-cost");
        assertThat(outcomes(refused)).isEqualTo(Map.of("unsent", 10L, "unsent/budget", 10L));
        assertThat(cloud.results(refused).getFirst().has("attempts")).isFalse();
        assertThat(cloud.openAi.calls().total()).isZero();
        isSettled(refused);

        cloud.budget.cap(refused.id(), new BigDecimal("0.01"));
        cloud.again(refused, Again.UNSENT);

        assertThat(run(refused).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(outcomes(refused)).isEqualTo(Map.of("succeeded", 10L));
        isSettled(refused);
    }

    @Test
    void attemptThatWouldExceedTheCapIsLeftUnsentAndGoesOnUnderAHigherOne() throws Exception {
        cloud.simulate(Map.of("fault.reply.truncated", "1", "fault.first-batches", "1"));
        Job paused = run(start("0.0016"));

        assertThat(paused.status()).isEqualTo(JobStatus.PAUSED);
        assertThat(outcomes(paused)).isEqualTo(Map.of("unsent", 10L, "unsent/budget", 10L));
        JsonNode record = cloud.results(paused).getFirst();
        assertThat(record.path("message").asText())
                .startsWith("batch 1, attempt 2 could cost up to $");
        assertThat(record.path("attempts").asInt()).isEqualTo(1);
        assertThat(cloud.openAi.batchesCreated()).isEqualTo(1);
        isSettled(paused);

        cloud.budget.cap(paused.id(), new BigDecimal("0.1"));
        cloud.again(paused, Again.UNSENT);

        assertThat(run(paused).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(outcomes(paused)).isEqualTo(Map.of("succeeded", 10L));
        isSettled(paused);
    }

    @Test
    void jobsOfAMonthKeepToItsCapTogether() throws Exception {
        try (TestingCloud own =
                TestingCloud.movedBy(
                        TIME,
                        ownFolder,
                        Map.of("batch.running", "1h"),
                        Map.of("BudgetMonthUsd", "0.0025"))) {
            Job first = own.start(TestingCloud.postings(ROWS));
            own.awaitIdle();
            Job second = own.start(TestingCloud.postings(ROWS));
            own.awaitIdle();

            assertThat(own.jobs.require(second.id()).failure())
                    .contains("is left of this month's cap");
            assertThat(own.openAi.calls().of(Endpoint.FILES_CREATE)).isEqualTo(1);

            own.moveUntilOver(TIME, first.id());
            spentIsToldAsAShareOfTheCap(own);
            own.again(second, Again.UNSENT);
            own.moveUntilOver(TIME, second.id());

            assertThat(own.jobs.require(second.id()).status()).isEqualTo(JobStatus.COMPLETED);
            BigDecimal both = cost(own, first).add(cost(own, second));
            assertThat(own.budget.month(YearMonth.of(2030, 1)).spent()).isEqualByComparingTo(both);

            own.delete(first);
            own.awaitIdle();
            assertThat(own.budget.of(first.id()).spent()).isZero();
            assertThat(own.budget.month(YearMonth.of(2030, 1)).spent()).isEqualByComparingTo(both);
        }
    }

    private static void spentIsToldAsAShareOfTheCap(TestingCloud own) throws IOException {
        try (ToldFigures told = new ToldFigures()) {
            own.invoke("ReconcileFunction", "{}");
            BigDecimal spent = own.budget.month(YearMonth.of(2030, 1)).spent();
            assertThat(spent).isPositive();
            assertThat(told.of(Metric.BUDGET_SPENT).getFirst().path("BudgetSpent").decimalValue())
                    .isCloseTo(
                            spent.movePointRight(2).divide(new BigDecimal("0.0025")),
                            Offset.offset(new BigDecimal("0.05")));
        }
    }

    /** A simulator whose batches take an hour, and that refuses what exceeds a limit. */
    private static void simulateLimit(long tokens) throws IOException {
        cloud.simulate(
                Map.of("batch.running", "1h", "batch.enqueued-tokens", String.valueOf(tokens)));
    }

    private static Job start(String maxCost) throws IOException {
        return cloud.start(TestingCloud.postings(ROWS), BATCH.withMaxCost(new BigDecimal(maxCost)));
    }

    private static Job run(Job job) throws InterruptedException {
        cloud.moveUntilOver(TIME, job.id());
        return cloud.jobs.require(job.id());
    }

    private static String row(String id, String description) {
        return "%s,Clerk,%s\n".formatted(id, description);
    }

    /** A limit that OpenAI told holds for a day. */
    private static void forgetWhatWasLearned() throws InterruptedException {
        TIME.advance(Duration.ofDays(1));
        cloud.awaitIdle();
    }

    private static Governor governor() {
        return new Governor(
                cloud.table,
                new GovernorSettings(
                        LIMITS,
                        Duration.ofHours(1),
                        Duration.ofDays(1),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(5)),
                TIME,
                cloud.jobs,
                cloud.attempts,
                new Metrics(new MetricsSettings("test"), Prices.builtIn(), TIME));
    }

    private static BatchAttempt attempt(Job job, int attempt) {
        return cloud.attempts.require(job.id(), 1, attempt);
    }

    private static long rows(String pk, String prefix) {
        return cloud.table.query(pk, prefix).count();
    }

    /** Nothing is reserved any more, and what was spent is the bill. */
    private static void isSettled(Job job) throws IOException {
        assertThat(cloud.budget.of(job.id()).reserved()).isZero();
        assertThat(cloud.budget.of(job.id()).spent()).isEqualByComparingTo(cost(cloud, job));
    }

    private static BigDecimal cost(TestingCloud cloud, Job job) throws IOException {
        return new BigDecimal(cloud.report(job).path("cost_usd").asText());
    }

    private static Map<String, Long> outcomes(Job job) throws IOException {
        Map<String, Long> outcomes = new HashMap<>();
        cloud.report(job)
                .path("outcomes")
                .properties()
                .forEach(entry -> outcomes.put(entry.getKey(), entry.getValue().asLong()));
        return outcomes;
    }
}
