package dev.nightshift.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nightshift.batch.AttemptReference;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.budget.Approval.OverJobCap;
import dev.nightshift.budget.Approval.OverMonthCap;
import dev.nightshift.budget.Approval.PriceUnknown;
import dev.nightshift.budget.Approval.Reserved;
import dev.nightshift.job.JobId;
import dev.nightshift.job.Jobs;
import dev.nightshift.storage.Change;
import dev.nightshift.storage.Item;
import dev.nightshift.storage.Table;
import dev.nightshift.storage.TestingTable;
import dev.nightshift.time.ManualTimeline;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may spend, on a real table. Every test has a month of its own. */
class BudgetTest {
    private static final TestingTable DYNAMO = TestingTable.start();
    private static final Table TABLE = DYNAMO.open();
    private static final AtomicInteger MONTHS = new AtomicInteger();

    private final YearMonth month = YearMonth.of(2030, 1).plusMonths(2L * MONTHS.getAndIncrement());
    private final ManualTimeline time =
            new ManualTimeline(Instant.parse(month.atEndOfMonth() + "T23:59:59Z"));
    private final JobId job = JobId.create(time.instant());

    @AfterAll
    static void stop() throws IOException {
        DYNAMO.close();
    }

    @Test
    void jobSpendsUpToItsCapAndNoFractionOfACentMore() {
        Budget budget = budget(null);
        budget.cap(job, usd("1"));

        assertThat(budget.reserve(batch(1), usd("0.7"))).isEqualTo(new Reserved());
        assertThat(budget.reserve(batch(2), usd("0.30000000000000000001")))
                .isEqualTo(new OverJobCap(usd("0.3")));
        assertThat(budget.reserve(batch(2), usd("0.3"))).isEqualTo(new Reserved());

        same(budget.of(job), "1", "1.0", "0", 0);
        same(budget.month(month), null, "1.0", "0", 0);
    }

    @Test
    void monthIsSharedByAllJobs() {
        Budget budget = budget("10");
        JobId other = JobId.create(time.instant());

        assertThat(budget.reserve(batch(1), usd("6"))).isEqualTo(new Reserved());
        running(job);
        assertThat(budget.reserve(new AttemptReference(other, 1, 1), usd("4.01")))
                .isEqualTo(new OverMonthCap(usd("4")));
        same(budget.month(month), "10", "6", "0", 0);
        same(budget.of(other), null, "0", "0", 0);
    }

    @Test
    void capsHoldForThoseThatMeet() {
        Budget budget = budget("1");
        JobId other = JobId.create(time.instant());
        running(job);
        running(other);
        var first = new AttemptReference(other, 1, 1);
        assertThat(
                        budget("1", () -> budget.reserve(first, usd("0.6")))
                                .reserve(batch(1), usd("0.6")))
                .isEqualTo(new OverMonthCap(usd("0.4")));

        Budget free = budget(null);
        free.cap(job, usd("1"));
        assertThat(
                        budget(null, () -> free.reserve(batch(2), usd("0.6")))
                                .reserve(batch(3), usd("0.6")))
                .isEqualTo(new OverJobCap(usd("0.4")));
        assertThat(budget(null, () -> free.cap(job, usd("0.7"))).reserve(batch(3), usd("0.4")))
                .isEqualTo(new OverJobCap(usd("0.1")));
        assertThat(
                        budget(null, () -> free.cap(other, usd("0.7")))
                                .reserve(new AttemptReference(other, 2, 1), usd("0.2")))
                .isEqualTo(new OverJobCap(usd("0.1")));
    }

    @Test
    void realCostTakesThePlaceOfTheBound() {
        Budget budget = budget(null);
        budget.cap(job, usd("1"));
        budget.reserve(batch(1), usd("0.9"));

        budget.settle(batch(1), usd("0.123456789012345"));

        same(budget.of(job), "1", "0", "0.123456789012345", 0);
        assertThat(budget.reserve(batch(2), usd("0.9")))
                .isEqualTo(new OverJobCap(usd("0.876543210987655")));
    }

    @Test
    void costAboveItsBoundIsCountedAsItIs() {
        Budget budget = budget("2");
        budget.reserve(batch(1), usd("1"));
        budget.settle(batch(1), usd("3"));

        same(budget.month(month), "2", "0", "3", 0);
        assertThat(budget.month(month).left()).isZero();
        assertThat(budget.reserve(batch(2), usd("0"))).isEqualTo(new OverMonthCap(usd("0")));
    }

    @Test
    void everythingCountsOnceHoweverOftenItIsSaid() {
        Budget budget = budget("10");
        budget.reserve(batch(1), usd("1"));
        budget.reserve(batch(1), usd("2"));
        budget.settle(batch(1), usd("0.5"));
        budget.settle(batch(1), usd("0.7"));
        budget.cancel(batch(1));
        assertThat(budget.reserve(batch(1), usd("100"))).isEqualTo(new Reserved());
        budget.reserve(batch(2), usd("1"));
        budget.cancel(batch(2));
        budget.cancel(batch(2));
        budget.settle(batch(2), usd("1"));
        budget.settle(batch(3), usd("1"));

        same(budget.month(month), "10", "0", "0.5", 0);
        same(budget.of(job), null, "0", "0.5", 0);
    }

    @Test
    void cancelledAttemptMayReserveAgain() {
        Budget budget = budget("1");
        budget.reserve(batch(1), usd("1"));
        budget.cancel(batch(1));

        assertThat(budget.reserve(batch(1), usd("0.4"))).isEqualTo(new Reserved());
        same(budget.month(month), "1", "0.4", "0", 0);
    }

    @Test
    void spendingCountsInTheMonthInWhichItWasReserved() {
        Budget budget = budget("5");
        budget.reserve(batch(1), usd("5"));
        time.advance(Duration.ofSeconds(1));

        assertThat(budget.reserve(batch(2), usd("5"))).isEqualTo(new Reserved());
        assertThat(budget.reserve(batch(1), usd("5"))).isEqualTo(new Reserved());
        budget.settle(batch(1), usd("4"));

        same(budget.month(month), "5", "0", "4", 0);
        same(budget.month(month.plusMonths(1)), "5", "5", "0", 0);
        same(budget.of(job), null, "5", "4", 0);
    }

    @Test
    void unknownPriceIsRefusedUnderAnyCapAndCountedWithoutOne() {
        assertThat(budget("5").reserve(batch(1), null)).isEqualTo(new PriceUnknown());
        Budget free = budget(null);
        assertThat(free.reserve(batch(1), null)).isEqualTo(new Reserved());
        assertThat(free.reserve(batch(2), null)).isEqualTo(new Reserved());
        free.settle(batch(1), usd("0.2"));
        free.cancel(batch(2));
        same(free.of(job), null, "0", "0.2", 1);
        same(free.month(month), null, "0", "0.2", 1);

        free.cap(job, usd("5"));
        assertThat(free.reserve(batch(3), null)).isEqualTo(new PriceUnknown());
    }

    @Test
    void capMayBeRaised() {
        Budget budget = budget(null);
        budget.cap(job, usd("1"));
        assertThat(budget.reserve(batch(1), usd("2"))).isEqualTo(new OverJobCap(usd("1")));

        budget.cap(job, usd("2"));
        assertThat(budget.reserve(batch(1), usd("2"))).isEqualTo(new Reserved());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.01", "1000000000000000", "0.000000000000000000001", "1E+999999"})
    void amountThatCannotBeAddedUpExactlyIsRefused(String amount) {
        Budget budget = budget(null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> budget.reserve(batch(1), usd(amount)))
                .withMessageContaining("the bound of " + batch(1));
        assertThatIllegalArgumentException().isThrownBy(() -> budget.cap(job, usd(amount)));
        assertThatIllegalArgumentException().isThrownBy(() -> budget.settle(batch(1), usd(amount)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BudgetSettings(amount))
                .withMessageContaining("nightshift.budget.month-usd");
    }

    @Test
    void whatDeadJobsHadReservedIsEndedBeforeTheMonthRefusesOthers() {
        Budget budget = budget("10");
        JobId over = JobId.create(time.instant());
        row(over, "JOB", "failed", null);
        row(over, "BATCH#00001#001", "written", null);
        row(over, "BATCH#00002#001", "written", time.instant());
        row(over, "BATCH#00003#001", "collected", time.instant());
        running(job);
        budget.reserve(new AttemptReference(over, 1, 1), usd("1"));
        budget.reserve(new AttemptReference(over, 2, 1), usd("2"));
        budget.reserve(new AttemptReference(over, 3, 1), usd("3"));
        budget.reserve(batch(1), usd("4"));

        assertThat(budget.reserve(batch(2), usd("1.1"))).isEqualTo(new OverMonthCap(usd("1")));
        assertThat(budget.reserve(batch(2), usd("1"))).isEqualTo(new Reserved());

        same(budget.month(month), "10", "5", "5", 0);
        same(budget.of(over), null, "0", "5", 0);
    }

    @Test
    void whatAJobHadReservedThatIsGoneCountsAtItsBound() {
        Budget budget = budget("10");
        JobId gone = JobId.create(time.instant());
        budget.reserve(new AttemptReference(gone, 1, 1), usd("1"));
        budget.reserve(new AttemptReference(gone, 2, 1), usd("2"));
        TABLE.commit(Change.delete(Jobs.pk(gone), "SPEND#00001#01"));

        budget.sweep(month);
        budget.sweep(month);

        same(budget.month(month), "10", "0", "3", 0);
        assertThat(DYNAMO.rows("BUDGET#" + month)).hasSize(1);
    }

    @Test
    void whatTurnsCostCountsUnderACapThatWasSetAfterThem() {
        Budget free = budget(null);
        for (int turn = 0; turn < 40; turn++) {
            TABLE.commit(free.reserving(month, usd("0.2")));
            TABLE.commit(free.settling(month, usd("0.2"), usd("0.1")));
        }
        TABLE.commit(free.reserving(month, usd("1")));
        same(free.month(month), null, "1", "4", 0);

        Budget capped = budget("10");
        assertThat(capped.refusal(usd("5.1"))).contains(new OverMonthCap(usd("5.0")));
        assertThat(TABLE.commit(capped.reserving(month, usd("3")))).isTrue();
        assertThat(TABLE.commit(capped.reserving(month, usd("2.1")))).isFalse();
        running(job);
        assertThat(capped.reserve(batch(1), usd("2.1"))).isEqualTo(new OverMonthCap(usd("2.0")));
        TABLE.commit(capped.settling(month, usd("3"), usd("0.5")));
        assertThat(capped.reserve(batch(1), usd("4.5"))).isEqualTo(new Reserved());
        assertThat(TABLE.commit(capped.reserving(month, usd("0.01")))).isFalse();
        same(capped.month(month), "10", "5.5", "4.5", 0);
    }

    private Budget budget(@Nullable String monthCap) {
        return budget(TABLE, monthCap);
    }

    /** One in whose first reservation something else happens. */
    private Budget budget(@Nullable String monthCap, Runnable meanwhile) {
        return budget(DYNAMO.open(new TestingTable.Meanwhile(meanwhile)), monthCap);
    }

    private Budget budget(Table table, @Nullable String monthCap) {
        return new Budget(
                table,
                new BudgetSettings(monthCap == null ? "" : monthCap),
                time,
                new Jobs(TABLE),
                new BatchAttempts(TABLE));
    }

    private AttemptReference batch(int batch) {
        return new AttemptReference(job, batch, 1);
    }

    private void running(JobId id) {
        row(id, "JOB", "running", null);
    }

    /** A row of a job or of a batch, with what both need. */
    private void row(JobId id, String sk, String progress, @Nullable Instant creating) {
        TABLE.putNew(
                Item.of(Jobs.pk(id), sk)
                        .put("source", "postings.csv")
                        .put("task", "qualify 1")
                        .put("model", "gpt-6-luna")
                        .put("job_status", progress)
                        .put("phase", progress)
                        .put("lane", "batch")
                        .put("creating", creating)
                        .put("created", time.instant()));
    }

    private static void same(
            Figures figures, @Nullable String cap, String reserved, String spent, long unpriced) {
        if (cap == null) {
            assertThat(figures.cap()).isNull();
        } else {
            assertThat(figures.cap()).isEqualByComparingTo(cap);
        }
        assertThat(figures.reserved()).as("reserved").isEqualByComparingTo(reserved);
        assertThat(figures.spent()).as("spent").isEqualByComparingTo(spent);
        assertThat(figures.unpriced()).isEqualTo(unpriced);
    }

    private static BigDecimal usd(String amount) {
        return new BigDecimal(amount);
    }
}
