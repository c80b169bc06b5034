package dev.nightshift.governor;

import static dev.nightshift.governor.TestingGovernor.LIMIT;
import static dev.nightshift.governor.TestingGovernor.claim;
import static dev.nightshift.governor.TestingGovernor.requireSound;
import static dev.nightshift.governor.TestingGovernor.reserved;
import static dev.nightshift.governor.TestingGovernor.rows;
import static dev.nightshift.governor.TestingGovernor.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.governor.Admission.Admitted;
import dev.nightshift.storage.Table;
import dev.nightshift.storage.TestingTable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/** Many batches at once, through two instances that know nothing of each other. */
class GovernorRaceTest {
    private static final AtomicInteger RUNS = new AtomicInteger();

    private static final TestingTable DYNAMO = TestingTable.start();
    private static final Table TABLE = DYNAMO.open();
    private static final Table OTHER = DYNAMO.open();

    @AfterContainer
    static void stop() throws IOException {
        DYNAMO.close();
    }

    /**
     * Nobody asks again of its own accord: a wake that nobody was handed would leave a batch
     * waiting for ever.
     */
    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void limitIsNeverExceededAndEverybodyHasItsTurn(@ForAll("sizes") List<Long> sizes)
            throws Exception {
        var race = new Race("raced-" + RUNS.incrementAndGet());
        List<Future<?>> batches = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < sizes.size(); i++) {
                Claim claim = claim(race.model, i + 1, sizes.get(i));
                Governor governor = i % 2 == 0 ? race.one : race.two;
                batches.add(threads.submit(() -> race.run(governor, claim)));
            }
        }
        for (Future<?> batch : batches) {
            batch.get();
        }

        requireSound(DYNAMO, race.model);
        assertThat(rows(DYNAMO, race.model)).containsOnlyKeys("LIMIT");
        assertThat(race.most).hasValueBetween(1, LIMIT);
    }

    @Provide
    Arbitrary<List<Long>> sizes() {
        return Arbitraries.longs().between(1, LIMIT).list().ofMinSize(2).ofMaxSize(24);
    }

    private static final class Race {
        final String model;
        final Governor one;
        final Governor two;
        final AtomicLong most = new AtomicLong();
        private final AtomicLong enqueued = new AtomicLong();
        private final Map<String, CompletableFuture<Void>> wakes = new ConcurrentHashMap<>();

        Race(String model) {
            this.model = model;
            GovernorSettings settings = settings(model + "=" + LIMIT);
            one = new Governor(TABLE, settings, InstantSource.system(), reference -> false);
            two = new Governor(OTHER, settings, InstantSource.system(), reference -> false);
        }

        /** A batch's whole life. */
        Void run(Governor governor, Claim claim) throws Exception {
            String token = claim.reference().toString();
            CompletableFuture<Void> wake =
                    wakes.computeIfAbsent(token, t -> new CompletableFuture<>());
            Admission first = governor.admit(claim, token);
            wake(first.turns());
            if (!(first instanceof Admitted)) {
                wake.get(60, TimeUnit.SECONDS);
                Admission second = governor.admit(claim, token);
                wake(second.turns());
                assertThat(second).isInstanceOf(Admitted.class);
            }
            long now = enqueued.addAndGet(claim.tokens());
            most.accumulateAndGet(now, Math::max);
            assertThat(reserved(DYNAMO, model)).isBetween(claim.tokens(), LIMIT);
            enqueued.addAndGet(-claim.tokens());
            wake(governor.release(model, claim.reference()));
            return null;
        }

        private void wake(List<Turn> turns) {
            for (Turn turn : turns) {
                wakes.computeIfAbsent(
                                String.valueOf(turn.taskToken()), t -> new CompletableFuture<>())
                        .complete(null);
            }
        }
    }
}
