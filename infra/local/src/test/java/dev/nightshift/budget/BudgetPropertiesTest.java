package dev.nightshift.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.batch.AttemptReference;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.budget.Approval.Reserved;
import dev.nightshift.job.JobId;
import dev.nightshift.job.Jobs;
import dev.nightshift.storage.Item;
import dev.nightshift.storage.Table;
import dev.nightshift.storage.TestingTable;
import dev.nightshift.storage.TestingTable.Death;
import dev.nightshift.storage.TestingTable.DiedException;
import dev.nightshift.time.ManualTimeline;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/** Sums of money against a count of our own, through deaths and side by side. */
class BudgetPropertiesTest {
    private static final TestingTable DYNAMO = TestingTable.start();
    private static final Table TABLE = DYNAMO.open();
    private static final Death DEATH = new Death();
    private static final Table MORTAL = DYNAMO.open(DEATH);
    private static final AtomicInteger MONTHS = new AtomicInteger();

    private static final BigDecimal JOB_CAP = new BigDecimal("1");
    private static final BigDecimal MONTH_CAP = new BigDecimal("1.5");

    @AfterContainer
    static void stop() throws IOException {
        DYNAMO.close();
    }

    enum Ask {
        RESERVE,
        SETTLE,
        CANCEL
    }

    /** Something that is asked for one of the batches of two jobs. */
    record Step(Ask ask, int job, int batch, BigDecimal amount, int diesBefore) {}

    @Property(tries = 30, shrinking = ShrinkingMode.BOUNDED)
    void sumsAreThoseOfACountWithoutDeaths(@ForAll("steps") List<Step> steps) {
        var place = new Place();
        var count = new Count();
        Budget dying = place.budget(MORTAL);
        for (Step step : steps) {
            AttemptReference reference =
                    new AttemptReference(place.jobs.get(step.job()), step.batch(), 1);
            boolean expected = count.ask(step, reference);
            try {
                DEATH.after(step.diesBefore());
                ask(dying, step, reference);
            } catch (DiedException died) {
                DEATH.never();
            }
            DEATH.never();
            boolean allowed = ask(dying, step, reference);
            assertThat(allowed).as("%s", step).isEqualTo(expected);
            place.requireSums(count);
        }
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void capsHoldWhateverIsReservedAtOnce(@ForAll("steps") List<Step> steps) throws Exception {
        var place = new Place();
        List<Budget> budgets = List.of(place.budget(TABLE), place.budget(MORTAL));
        List<Future<Boolean>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < steps.size(); i++) {
                Budget budget = budgets.get(i % 2);
                Step step = steps.get(i);
                var reference = new AttemptReference(place.jobs.get(step.job()), 1 + i, 1);
                answers.add(
                        threads.submit(
                                () -> {
                                    boolean reserved =
                                            budget.reserve(reference, step.amount())
                                                    instanceof Reserved;
                                    place.requireCaps();
                                    if (reserved && step.ask() == Ask.SETTLE) {
                                        budget.settle(reference, step.amount());
                                    } else if (reserved && step.ask() == Ask.CANCEL) {
                                        budget.cancel(reference);
                                    }
                                    return reserved;
                                }));
            }
        }
        var count = new Count();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (answers.get(i).get() && step.ask() != Ask.CANCEL) {
                count.add(place.jobs.get(step.job()), step.amount(), step.ask() == Ask.SETTLE);
            }
        }
        place.requireSums(count);
        place.requireCaps();
    }

    private static boolean ask(Budget budget, Step step, AttemptReference reference) {
        return switch (step.ask()) {
            case RESERVE -> budget.reserve(reference, step.amount()) instanceof Reserved;
            case SETTLE -> {
                budget.settle(reference, step.amount());
                yield true;
            }
            case CANCEL -> {
                budget.cancel(reference);
                yield true;
            }
        };
    }

    /** A month with two jobs that go on. */
    private static final class Place {
        final YearMonth month = YearMonth.of(2030, 1).plusMonths(MONTHS.getAndIncrement());
        final ManualTimeline time =
                new ManualTimeline(month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC));
        final List<JobId> jobs = List.of(job(), job());

        Place() {
            jobs.forEach(job -> budget(TABLE).cap(job, JOB_CAP));
        }

        Budget budget(Table table) {
            return new Budget(
                    table,
                    new BudgetSettings(MONTH_CAP.toString()),
                    time,
                    new Jobs(table),
                    new BatchAttempts(table));
        }

        void requireSums(Count count) {
            for (JobId job : jobs) {
                requireSame(budget(TABLE).of(job), count.of(job));
            }
            requireSame(
                    budget(TABLE).month(month), count.of(jobs.get(0)).plus(count.of(jobs.get(1))));
        }

        void requireCaps() {
            Budget budget = budget(TABLE);
            Figures all = budget.month(month);
            assertThat(all.reserved().add(all.spent())).isLessThanOrEqualTo(MONTH_CAP);
            for (JobId job : jobs) {
                Figures one = budget.of(job);
                assertThat(one.reserved().add(one.spent())).isLessThanOrEqualTo(JOB_CAP);
            }
        }

        private static void requireSame(Figures figures, Sums sums) {
            assertThat(figures.reserved()).isEqualByComparingTo(sums.reserved());
            assertThat(figures.spent()).isEqualByComparingTo(sums.spent());
        }

        private JobId job() {
            Instant now = time.instant();
            JobId id = JobId.create(now);
            TABLE.putNew(
                    Item.of(Jobs.pk(id), "JOB")
                            .put("source", "postings.csv")
                            .put("task", "qualify 1")
                            .put("model", "gpt-6-luna")
                            .put("job_status", "running")
                            .put("created", now));
            return id;
        }
    }

    record Sums(BigDecimal reserved, BigDecimal spent) {
        Sums plus(Sums other) {
            return new Sums(reserved.add(other.reserved), spent.add(other.spent));
        }
    }

    /** The same in memory. */
    private static final class Count {
        private final Map<JobId, Sums> sums = new HashMap<>();
        private final Map<AttemptReference, BigDecimal> open = new HashMap<>();
        private final Map<AttemptReference, BigDecimal> settled = new HashMap<>();

        boolean ask(Step step, AttemptReference reference) {
            JobId job = reference.job();
            BigDecimal bound = open.get(reference);
            switch (step.ask()) {
                case RESERVE -> {
                    if (bound != null || settled.containsKey(reference)) {
                        return true;
                    }
                    if (total(of(job)).add(step.amount()).compareTo(JOB_CAP) > 0
                            || total(all()).add(step.amount()).compareTo(MONTH_CAP) > 0) {
                        return false;
                    }
                    open.put(reference, step.amount());
                    add(job, step.amount(), false);
                }
                case SETTLE -> {
                    if (bound != null) {
                        open.remove(reference);
                        settled.put(reference, step.amount());
                        add(job, bound.negate(), false);
                        add(job, step.amount(), true);
                    }
                }
                case CANCEL -> {
                    if (bound != null) {
                        open.remove(reference);
                        add(job, bound.negate(), false);
                    }
                }
            }
            return true;
        }

        void add(JobId job, BigDecimal amount, boolean spent) {
            BigDecimal zero = BigDecimal.ZERO;
            sums.put(job, of(job).plus(spent ? new Sums(zero, amount) : new Sums(amount, zero)));
        }

        Sums of(JobId job) {
            return sums.getOrDefault(job, new Sums(BigDecimal.ZERO, BigDecimal.ZERO));
        }

        private Sums all() {
            return sums.values().stream()
                    .reduce(new Sums(BigDecimal.ZERO, BigDecimal.ZERO), Sums::plus);
        }

        private static BigDecimal total(Sums of) {
            return of.reserved().add(of.spent());
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Ask.RESERVE, Ask.RESERVE, Ask.SETTLE, Ask.CANCEL),
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.bigDecimals()
                                .between(BigDecimal.ZERO, new BigDecimal("0.6"))
                                .ofScale(15),
                        Arbitraries.integers().between(0, 2))
                .as(Step::new)
                .list()
                .ofMinSize(4)
                .ofMaxSize(24);
    }
}
