package dev.nightshift.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.crash.CrashWorld.Ending;
import dev.nightshift.crash.Trip.Way;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes die before and after every call that they make. The points are those at which an
 * undisturbed job of each way came by, so that a new call is swept as soon as it is made.
 */
@Timeout(600)
class CrashSweepTest {
    private static final int DEATHS_OF_ONE_STEP = 2;

    @TempDir Path folder;

    @Test
    void nothingIsLostAndNothingPaidTwice() throws Exception {
        long t0 = System.nanoTime();
        try (var world = new CrashWorld(folder)) {
            Sweep sweep = new Sweep(world);
            Map<Way, Trip> undisturbed = new EnumMap<>(Way.class);
            Stream.of(Way.values()).forEach(way -> undisturbed.put(way, new Trip(way, List.of())));
            sweep.go(List.copyOf(undisturbed.values()));
            System.out.println("undisturbed after " + (System.nanoTime() - t0) / 1_000_000);
            undisturbed.values().forEach(trip -> trip.traces.forEach(t -> System.out.println(trip.way + " " + t.size())));
            if (System.getProperty("crash.verbose") != null) {
                undisturbed.values().forEach(trip -> trip.traces.forEach(t -> t.forEach(System.out::println)));
                undisturbed.values().forEach(trip -> trip.endings.forEach(System.out::println));
            }

            List<Trip> trips = new ArrayList<>();
            undisturbed.values().forEach(way -> trips.addAll(Sweep.through(way, DEATHS_OF_ONE_STEP)));
            System.out.println(trips.size() + " trips");
            sweep.go(trips);
            System.out.println("swept after " + (System.nanoTime() - t0) / 1_000_000 + " sandboxes " + world.sandboxes() + " " + world.now());

            SoftAssertions softly = new SoftAssertions();
            int points = 0;
            for (Trip trip : trips) {
                compare(softly, trip, undisturbed.get(trip.way));
                points += trip.deaths().size() - trip.plan.left().size();
                trip.plan.left().forEach(p -> System.out.println("LEFT " + trip.way + " " + p));
            }
            System.out.println(points + " crash points");
            softly.assertAll();
        }
    }

    private static void compare(SoftAssertions softly, Trip trip, Trip undisturbed) {
        for (int stage = 0; stage < undisturbed.endings.size(); stage++) {
            Ending ending = trip.endings.get(stage);
            Ending wanted = undisturbed.endings.get(stage);
            String what = "stage " + stage + " of " + trip;
            softly.assertThat(ending.status()).as(what).isEqualTo(wanted.status());
            softly.assertThat(ending.results()).as(what).isEqualTo(wanted.results());
            softly.assertThat(ending.table()).as(what).isEqualTo(wanted.table());
            softly.assertThat(ending.bill()).as(what).isEqualTo(wanted.bill());
            softly.assertThat(ending.batches()).as(what).isEqualTo(wanted.batches());
        }
        int repeated = trip.plan.directCalls() - undisturbed.plan.directCalls();
        softly.assertThat(repeated)
                .as("calls made again by " + trip)
                .isLessThanOrEqualTo(trip.endings.getLast().uncertain());
        assertThat(undisturbed.endings.getLast().uncertain()).isZero();
    }
}
