package dev.nightshift.governor;

import static dev.nightshift.governor.TestingGovernor.LIMIT;
import static dev.nightshift.governor.TestingGovernor.batches;
import static dev.nightshift.governor.TestingGovernor.reference;
import static dev.nightshift.governor.TestingGovernor.requireSound;
import static dev.nightshift.governor.TestingGovernor.reserved;
import static dev.nightshift.governor.TestingGovernor.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nightshift.batch.AttemptReference;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.job.JobId;
import dev.nightshift.job.Jobs;
import dev.nightshift.metrics.Metrics;
import dev.nightshift.metrics.MetricsSettings;
import dev.nightshift.pricing.Prices;
import dev.nightshift.storage.Item;
import dev.nightshift.storage.Table;
import dev.nightshift.storage.TestingTable;
import dev.nightshift.time.ManualTimeline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is admitted when, on a real table. The limit is 100 tokens. */
class GovernorTest {
    private static final String FULL =
            "Enqueued token limit reached for %s in organization org-1. Limit: %,d enqueued tokens."
                    + " Please try again once some in_progress batches have been completed.";

    private static final TestingTable DYNAMO = TestingTable.start();
    private static final Table TABLE = DYNAMO.open();

    private final ManualTimeline time = new ManualTimeline(Instant.parse("2026-11-21T00:00:00Z"));
    private final String model = "model-" + UUID.randomUUID();
    private final GovernorSettings settings = TestingGovernor.settings(model + "=" + LIMIT);
    private final Governor governor = new Governor(TABLE, settings, time, reference -> false);

    @AfterAll
    static void stop() throws IOException {
        DYNAMO.close();
    }

    @AfterEach
    void isSound() {
        requireSound(DYNAMO, model);
    }

    @Test
    void claimsAreAdmittedUpToTheLimitAndNoTokenMore() {
        assertThat(admit(1, 60)).isEqualTo("admitted");
        assertThat(admit(2, 41)).isEqualTo("waiting");
        assertThat(admit(3, 40)).isEqualTo("admitted");
        assertThat(reserved(DYNAMO, model)).isEqualTo(100);
        assertThat(governor.holds(model).map(Hold::tokens)).containsExactlyInAnyOrder(60L, 40L);
    }

    @Test
    void freedTokensGoToTheOldestThatFits() {
        admit(1, 60);
        admit(2, 40);
        admit(3, 70);
        admit(4, 35);
        admit(5, 20);

        List<Turn> turns = release(2);

        assertThat(turns).containsExactly(new Turn(reference(4), "token of 4"));
        assertThat(admit(4, 35)).isEqualTo("admitted");
        assertThat(admit(5, 20)).isEqualTo("waiting");
        assertThat(batches(release(1))).containsExactly(5);
        assertThat(batches(release(4))).containsExactly(3);
    }

    @Test
    void nobodyPassesOneThatWaitedForAnHour() {
        admit(1, 60);
        admit(2, 50);
        time.advance(Duration.ofMinutes(59));
        assertThat(admit(3, 20)).isEqualTo("admitted");

        time.advance(Duration.ofMinutes(1));
        assertThat(admit(4, 10)).isEqualTo("waiting");
        assertThat(release(3)).isEmpty();
        assertThat(batches(release(1))).containsExactly(2, 4);
    }

    @Test
    void tokensFreedWhileAClaimTakesItsPlaceAreNotMissed() {
        admit(1, 60);
        admit(2, 50);
        release(2);
        var meanwhile = new TestingTable.Meanwhile(() -> release(1));
        var slow = new Governor(DYNAMO.open(meanwhile), settings, time, reference -> false);

        assertThat(word(slow.admit(claim(3, 50), "token"))).isEqualTo("admitted");
    }

    @Test
    void limitLearnedWhileAClaimIsAdmittedCounts() {
        assertThat(word(governorThatLearnsMeanwhile(40).admit(claim(2, 50), "token")))
                .isEqualTo("never fits 40");
        time.advance(Duration.ofSeconds(1));
        assertThat(word(governorThatLearnsMeanwhile(30).admit(claim(3, 35), "token")))
                .isEqualTo("never fits 30");
    }

    private Governor governorThatLearnsMeanwhile(int limit) {
        var meanwhile =
                new TestingTable.Meanwhile(
                        () -> governor.refused(claim(1, 1), next(1), FULL.formatted(model, limit)));
        return new Governor(DYNAMO.open(meanwhile), settings, time, reference -> false);
    }

    @Test
    void claimLargerThanTheQueueNeverFitsAndHoldsUpNobody() {
        assertThat(admit(1, 101)).isEqualTo("never fits 100");
        assertThat(admit(2, 100)).isEqualTo("admitted");
        assertThat(reserved(DYNAMO, model)).isEqualTo(100);
    }

    @Test
    void repeatFindsWhatTheClaimHas() {
        admit(1, 60);
        admit(2, 50);
        admit(3, 50);

        assertThat(admit(1, 60)).isEqualTo("admitted");
        assertThat(word(governor.admit(claim(2, 50), "second token of 2"))).isEqualTo("waiting");

        assertThat(reserved(DYNAMO, model)).isEqualTo(60);
        assertThat(release(1))
                .containsExactly(
                        new Turn(reference(2), "second token of 2"),
                        new Turn(reference(3), "token of 3"));
        assertThat(release(1)).isEmpty();
        assertThat(reserved(DYNAMO, model)).isEqualTo(100);
    }

    @Test
    void whoeverGivesUpItsPlaceLetsOthersGo() {
        admit(1, 60);
        admit(2, 50);
        time.advance(Duration.ofHours(1));
        admit(3, 40);

        assertThat(batches(release(2))).containsExactly(3);
        assertThat(batches(release(1))).isEmpty();
        assertThat(word(governor.admit(claim(2, 50), "token"))).isEqualTo("admitted");
    }

    @Test
    void modelWithoutALimitAdmitsEverybodyAndCounts() {
        var other = "other-" + model;
        for (int i = 1; i <= 3; i++) {
            var claim = TestingGovernor.claim(other, i, 1_000_000_000_000L);
            assertThat(word(governor.admit(claim, "token"))).isEqualTo("admitted");
        }
        assertThat(governor.limitOf(other)).isEmpty();
        assertThat(reserved(DYNAMO, other)).isEqualTo(3_000_000_000_000L);
    }

    @Test
    void limitThatIsLearnedHoldsForADayWhereItIsTheSmaller() {
        governor.refused(claim(1, 1), next(1), FULL.formatted(model, 70));
        assertThat(governor.limitOf(model)).hasValue(70);
        assertThat(admit(2, 71)).isEqualTo("never fits 70");

        governor.refused(claim(1, 1), next(1), FULL.formatted(model, 2_000_000));
        assertThat(governor.limitOf(model)).hasValue(100);

        governor.refused(claim(1, 1), next(1), FULL.formatted(model, 70));
        time.advance(Duration.ofDays(1).minusMillis(1));
        assertThat(governor.limitOf(model)).hasValue(70);
        time.advance(Duration.ofMillis(1));
        assertThat(governor.limitOf(model)).hasValue(100);
    }

    @Test
    void oneThatWaitsAndCannotFitByALimitJustLearnedIsWokenToHearOfIt() {
        admit(1, 60);
        admit(2, 90);
        admit(3, 45);

        assertThat(batches(governor.refused(claim(1, 60), next(1), FULL.formatted(model, 80))))
                .contains(2);
        assertThat(admit(2, 90)).isEqualTo("never fits 80");
    }

    @Test
    void refusedBatchGoesBackToItsPlaceAndTheQueueIsClosed() {
        admit(1, 60);
        time.advance(Duration.ofSeconds(1));
        admit(2, 50);

        assertThat(governor.refused(claim(1, 60), next(1), null)).isEmpty();

        assertThat(reserved(DYNAMO, model)).isZero();
        assertThat(admit(3, 10)).isEqualTo("waiting");
        time.advance(Duration.ofMinutes(10).minusMillis(1));
        assertThat(admit(2, 50)).isEqualTo("waiting");
        time.advance(Duration.ofMillis(1));
        assertThat(word(governor.admit(new Claim(model, next(1), 60), "token again")))
                .isEqualTo("admitted");
        assertThat(admit(2, 50)).isEqualTo("waiting");
    }

    @Test
    void batchOfOursThatIsDoneOpensAClosedQueue() {
        admit(1, 30);
        admit(2, 30);
        governor.refused(claim(1, 30), next(1), null);

        assertThat(release(2)).containsExactly(new Turn(next(1), null));
    }

    @Test
    void batchesRefusedForALimitWeExceededDoNotCloseTheQueue() {
        admit(1, 60);
        admit(2, 40);

        List<Turn> turns = governor.refused(claim(2, 40), next(2), FULL.formatted(model, 90));

        assertThat(turns).isEmpty();
        assertThat(admit(3, 30)).isEqualTo("admitted");
    }

    @Test
    void refusalIsCountedOnce() {
        admit(1, 30);
        governor.refused(claim(1, 30), next(1), null);
        time.advance(Duration.ofMinutes(10));
        assertThat(governor.refused(claim(1, 30), next(1), null))
                .containsExactly(new Turn(next(1), null));
        assertThat(governor.refused(claim(1, 30), next(1), null)).isEmpty();

        assertThat(governor.holds(model).map(Hold::reference)).containsExactly(next(1));
    }

    @Test
    void refusalOfABatchThatHasAskedAgainFreesItsTokens() {
        admit(1, 30);
        governor.admit(new Claim(model, next(1), 30), "token again");

        governor.refused(claim(1, 30), next(1), null);

        assertThat(governor.holds(model).map(Hold::reference)).containsExactly(next(1));
    }

    @Test
    void refusalMustNameAnotherAttempt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> governor.refused(claim(1, 1), reference(1), null));
    }

    @Test
    void whatNobodyNeedsIsReleasedWhenSomebodyHasToWait() {
        var jobs = new Jobs(TABLE);
        var attempts = new BatchAttempts(TABLE);
        var real =
                new Governor(
                        TABLE,
                        settings,
                        time,
                        jobs,
                        attempts,
                        new Metrics(new MetricsSettings("test"), Prices.builtIn(), time));
        AttemptReference running = batchOf("running", "submitted");
        AttemptReference collected = batchOf("running", "collected");
        AttemptReference over = batchOf("completed", "submitted");
        AttemptReference gone = new AttemptReference(JobId.create(time.instant()), 1, 1);
        for (AttemptReference each : List.of(running, collected, over, gone)) {
            assertThat(word(real.admit(new Claim(model, each, 25), "token"))).isEqualTo("admitted");
        }

        AttemptReference unwritten = new AttemptReference(running.job(), 7, 1);
        assertThat(word(real.admit(new Claim(model, unwritten, 75), "token")))
                .isEqualTo("admitted");

        assertThat(real.holds(model).map(Hold::reference))
                .containsExactlyInAnyOrder(running, unwritten);
    }

    @Test
    void whoWaitsLooksForWhatNobodyNeedsEveryFiveMinutes() {
        var dead = new Governor(TABLE, settings, time, reference -> reference.batch() == 1);
        admit(2, 60);
        assertThat(word(dead.admit(claim(3, 60), "token"))).isEqualTo("waiting");
        admit(1, 40);

        assertThat(word(dead.admit(claim(4, 40), "token"))).isEqualTo("waiting");
        time.advance(Duration.ofMinutes(5));
        assertThat(word(dead.admit(claim(4, 40), "token"))).isEqualTo("admitted");
    }

    @Test
    void placeOfADeadJobHoldsUpNobody() {
        admit(1, 60);
        admit(2, 50);
        time.advance(Duration.ofHours(1));
        var dead = new Governor(TABLE, settings, time, reference -> reference.batch() == 2);

        assertThat(word(dead.admit(claim(3, 40), "token"))).isEqualTo("admitted");
    }

    @Test
    void queueOfThousandsIsNotReadWholeForEachBatchThatEnds() {
        admit(1, 10);
        admit(2, 60);
        for (int batch = 1000; batch < 1500; batch++) {
            var place = new Place(model, reference(batch), 95, time.instant());
            TABLE.commit(QueueRows.putWait(place), QueueRows.putPlace(place, "token"));
        }
        var read = new TestingTable.RowsRead();
        var counted = new Governor(DYNAMO.open(read), settings, time, reference -> false);

        assertThat(counted.release(model, reference(1))).isEmpty();
        assertThat(read.sinceLast()).isEqualTo(Grants.PASSED);
        assertThat(counted.release(model, reference(2))).hasSize(1);
        assertThat(read.sinceLast()).isBetween(1, 300);
    }

    private String admit(int batch, long tokens) {
        return word(governor.admit(claim(batch, tokens), "token of " + batch));
    }

    private List<Turn> release(int batch) {
        return governor.release(model, reference(batch));
    }

    private Claim claim(int batch, long tokens) {
        return TestingGovernor.claim(model, batch, tokens);
    }

    private static AttemptReference next(int batch) {
        return new AttemptReference(reference(batch).job(), batch, 2);
    }

    /** A batch of a job of its own, as their rows say it. */
    private AttemptReference batchOf(String jobStatus, String phase) {
        JobId job = JobId.create(time.instant());
        TABLE.putNew(
                Item.of(Jobs.pk(job), "JOB")
                        .put("source", "postings.csv")
                        .put("task", "qualify 1")
                        .put("model", model)
                        .put("lane", "batch")
                        .put("job_status", jobStatus)
                        .put("created", time.instant()));
        TABLE.putNew(
                Item.of(Jobs.pk(job), "BATCH#00001#001").put("phase", phase).put("lane", "batch"));
        return new AttemptReference(job, 1, 1);
    }
}
