package dev.nightshift.governor;

import static dev.nightshift.governor.TestingGovernor.LIMIT;
import static dev.nightshift.governor.TestingGovernor.claim;
import static dev.nightshift.governor.TestingGovernor.requireSound;
import static dev.nightshift.governor.TestingGovernor.reserved;
import static dev.nightshift.governor.TestingGovernor.rows;
import static dev.nightshift.governor.TestingGovernor.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.batch.AttemptReference;
import dev.nightshift.storage.Table;
import dev.nightshift.storage.TestingTable;
import dev.nightshift.storage.TestingTable.Death;
import dev.nightshift.storage.TestingTable.DiedException;
import dev.nightshift.time.ManualTimeline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Everything that may be asked of the governor, in any order, in two queues side by side. In one
 * the process dies before some write of each step, and the step is repeated; in the other it never
 * dies. Both must come to the same rows.
 */
class GovernorCrashTest {
    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final int BATCHES = 6;

    private static final TestingTable DYNAMO = TestingTable.start();
    private static final Table TABLE = DYNAMO.open();
    private static final Death DEATH = new Death();
    private static final Table MORTAL = DYNAMO.open(DEATH);

    @AfterContainer
    static void stop() throws IOException {
        DYNAMO.close();
    }

    /** Something that is asked, and before which write the process dies. */
    record Step(Ask ask, int batch, long tokens, int diesBefore) {}

    enum Ask {
        ADMIT,
        RELEASE,
        REFUSED,
        REFUSED_WITH_A_LIMIT,
        SWEEP,
        MINUTES_PASS
    }

    @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
    void repeatAfterDeathAtAnyWriteComesToTheSameEnd(@ForAll("steps") List<Step> steps) {
        var time = new ManualTimeline(Instant.parse("2026-11-21T00:00:00Z"));
        String calm = "calm-" + RUNS.incrementAndGet();
        String stormy = "stormy-" + RUNS.get();
        var settings = settings(calm + "=" + LIMIT + "," + stormy + "=" + LIMIT);
        var living = new Governor(TABLE, settings, time, reference -> false);
        var dying = new Governor(MORTAL, settings, time, reference -> false);
        for (Step step : steps) {
            if (step.ask() == Ask.MINUTES_PASS) {
                time.advance(Duration.ofMinutes(step.tokens()));
                continue;
            }
            long before = reserved(DYNAMO, stormy);
            ask(living, calm, step);
            try {
                DEATH.after(step.diesBefore());
                ask(dying, stormy, step);
            } catch (DiedException died) {
                requireSound(DYNAMO, stormy);
                DEATH.never();
                ask(dying, stormy, step);
            } finally {
                DEATH.never();
            }
            requireSound(DYNAMO, stormy);
            assertThat(rows(DYNAMO, stormy)).as("after %s", step).isEqualTo(rows(DYNAMO, calm));
            if (reserved(DYNAMO, stormy) > before) {
                assertThat(reserved(DYNAMO, stormy))
                        .isLessThanOrEqualTo(living.limitOf(stormy).orElseThrow());
            }
        }
        nothingLeaks(living, stormy);
    }

    private static void nothingLeaks(Governor governor, String model) {
        for (int batch = 1; batch <= BATCHES; batch++) {
            for (int attempt = 1; attempt <= 2; attempt++) {
                governor.release(model, reference(batch, attempt));
            }
        }
        assertThat(rows(DYNAMO, model).keySet()).isSubsetOf("LIMIT");
        assertThat(reserved(DYNAMO, model)).isZero();
    }

    private static void ask(Governor governor, String model, Step step) {
        Claim claim = claim(model, step.batch(), step.tokens());
        switch (step.ask()) {
            case ADMIT -> governor.admit(claim, "token");
            case RELEASE -> governor.release(model, claim.reference());
            case REFUSED -> governor.refused(claim, reference(step.batch(), 2), null);
            case REFUSED_WITH_A_LIMIT ->
                    governor.refused(
                            claim,
                            reference(step.batch(), 2),
                            "Limit: " + (30 + step.tokens()) + " enqueued tokens.");
            case SWEEP -> governor.sweep(model);
            case MINUTES_PASS -> throw new AssertionError(step);
        }
    }

    private static AttemptReference reference(int batch, int attempt) {
        return new AttemptReference(TestingGovernor.reference(batch).job(), batch, attempt);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Ask> asks =
                Arbitraries.frequency(
                        Tuple.of(8, Ask.ADMIT),
                        Tuple.of(4, Ask.RELEASE),
                        Tuple.of(1, Ask.REFUSED),
                        Tuple.of(1, Ask.REFUSED_WITH_A_LIMIT),
                        Tuple.of(1, Ask.SWEEP),
                        Tuple.of(2, Ask.MINUTES_PASS));
        return Combinators.combine(
                        asks,
                        Arbitraries.integers().between(1, BATCHES),
                        Arbitraries.longs().between(1, 60),
                        Arbitraries.integers().between(0, 5))
                .as(Step::new)
                .list()
                .ofMinSize(4)
                .ofMaxSize(25);
    }
}
