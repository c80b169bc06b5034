package dev.nightshift.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.nightshift.metrics.Metric;
import dev.nightshift.simulator.http.Endpoint;
import dev.nightshift.time.ManualTimeline;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Batches of a day, in a time that the test moves from one thing that is due to the next. */
@Timeout(120)
class MovedTimeTest {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration A_DAY = Duration.ofDays(1);

    @TempDir private Path folder;

    private final ManualTimeline time = new ManualTimeline(Instant.parse("2030-01-01T12:00:00Z"));

    @Test
    void batchOfADayIsLookedAtEverMoreRarelyAndCollectedAtItsEnd() throws Exception {
        try (ToldFigures told = new ToldFigures();
                TestingCloud cloud =
                        TestingCloud.movedBy(
                                time,
                                folder,
                                Map.of("batch.running", "23h"),
                                Map.of("StuckHours", "20"))) {
            Job job = cloud.start(TestingCloud.postings(20));
            List<Instant> looks = looksUntilTheEnd(cloud, job);

            Job ended = cloud.jobs.require(job.id());
            assertThat(ended.status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(outcome(cloud, job, "succeeded")).isEqualTo(20);
            assertThat(Duration.between(job.created(), finished(ended)))
                    .isBetween(Duration.ofHours(23), Duration.ofHours(23).plus(TEN_MINUTES));
            growFromTenSecondsToTenMinutes(looks);
            assertThat(
                            told.of(Metric.JOBS_STUCK).stream()
                                    .map(line -> line.path("JobsStuck").asInt()))
                    .as("every hour, from the 20th on")
                    .containsSequence(0, 0, 0, 1, 1)
                    .hasSizeBetween(22, 24);
            BigDecimal made =
                    BigDecimal.valueOf(cloud.cloud.steps()).multiply(new BigDecimal("0.000025"));
            assertThat(new BigDecimal(cloud.report(job).at("/aws_usd/states-transition").asText()))
                    .as("what its report reckons for state transitions")
                    .isCloseTo(made, withinPercentage(5));
        }
    }

    @Test
    void batchThatExpiresIsCollectedWhenItsDayIsOver() throws Exception {
        Map<String, String> expiring =
                Map.of("fault.batch.expired", "1", "fault.batch.expired-finished", "0.5");
        try (TestingCloud cloud =
                TestingCloud.movedBy(time, folder, expiring, Map.of("AttemptsResends", "0"))) {
            Job job = cloud.start(TestingCloud.postings(20));
            List<Instant> looks = looksUntilTheEnd(cloud, job);

            Job ended = cloud.jobs.require(job.id());
            assertThat(outcome(cloud, job, "succeeded")).isEqualTo(10);
            assertThat(outcome(cloud, job, "failed/batch_expired")).isEqualTo(10);
            assertThat(Duration.between(job.created(), finished(ended)))
                    .isBetween(A_DAY, A_DAY.plus(TEN_MINUTES));
            growFromTenSecondsToTenMinutes(looks);
        }
    }

    @Test
    void batchWhoseExecutionDiedIsStillCollectedForItIsPaid() throws Exception {
        try (TestingCloud cloud =
                TestingCloud.movedBy(time, folder, Map.of("batch.running", "2h"), Map.of())) {
            Job job = cloud.start(TestingCloud.postings(20));
            cloud.awaitIdle();
            cloud.moveToNext(time);
            assertThat(cloud.openAi.batchesCreated()).isEqualTo(1);
            cloud.abortBatches(job);

            cloud.moveUntilOver(time, job.id());

            assertThat(outcome(cloud, job, "succeeded")).isEqualTo(20);
            assertThat(cloud.openAi.calls().of(Endpoint.BATCHES_CANCEL)).isZero();
            assertThat(cloud.openAi.batchesCreated()).isEqualTo(1);
        }
    }

    @Test
    void jobWhoseExecutionsEndEarlyIsTriedOnceADay() throws Exception {
        try (TestingCloud cloud =
                TestingCloud.movedBy(time, folder, Map.of("batch.running", "2h"), Map.of())) {
            Job job = cloud.start(TestingCloud.postings(20));
            cloud.awaitIdle();
            cloud.moveToNext(time);
            for (int restarts = 0; restarts < 10; restarts++) {
                cloud.abort(cloud.jobs.require(job.id()));
                assertThat(reconciled(cloud, "carriedOn")).isEqualTo(1);
                cloud.awaitIdle();
            }
            cloud.abort(cloud.jobs.require(job.id()));
            assertThat(reconciled(cloud, "stuck")).isEqualTo(1);

            cloud.moveUntilOver(time, job.id());

            assertThat(outcome(cloud, job, "succeeded")).isEqualTo(20);
            assertThat(cloud.openAi.batchesCreated()).isEqualTo(1);
            assertThat(Duration.between(job.created(), finished(cloud.jobs.require(job.id()))))
                    .as("tried when a day is over; hours pass here while functions still run")
                    .isBetween(A_DAY, A_DAY.multipliedBy(2));
        }
    }

    private static int reconciled(TestingCloud cloud, String figure) throws Exception {
        return cloud.invoke("ReconcileFunction", "{}").payload().path(figure).asInt();
    }

    /**
     * Moves time until the job is over; the instants at which the batch was looked at. Submitting
     * and collecting look as well, each at the instant of a poll.
     */
    private List<Instant> looksUntilTheEnd(TestingCloud cloud, Job job)
            throws InterruptedException {
        List<Instant> looks = new ArrayList<>();
        long seen = cloud.openAi.calls().of(Endpoint.BATCHES_GET);
        cloud.awaitIdle();
        while (true) {
            long calls = cloud.openAi.calls().of(Endpoint.BATCHES_GET);
            if (calls > seen) {
                looks.add(time.instant());
            } else if (cloud.jobs.require(job.id()).status().isOver()) {
                return looks;
            }
            seen = calls;
            cloud.moveToNext(time);
        }
    }

    private static void growFromTenSecondsToTenMinutes(List<Instant> looks) {
        List<Duration> pauses = new ArrayList<>();
        for (int i = 1; i < looks.size(); i++) {
            pauses.add(Duration.between(looks.get(i - 1), looks.get(i)));
        }
        assertThat(pauses).isSorted();
        assertThat(pauses.getFirst()).isEqualTo(Duration.ofSeconds(10));
        assertThat(pauses.getLast()).isEqualTo(TEN_MINUTES);
        assertThat(looks).hasSizeBetween(150, 200);
    }

    private static Instant finished(Job ended) {
        Instant finished = ended.finished();
        assertThat(finished).isNotNull();
        return finished == null ? Instant.MIN : finished;
    }

    private static long outcome(TestingCloud cloud, Job job, String name) throws IOException {
        return cloud.report(job).path("outcomes").path(name).asLong();
    }
}
