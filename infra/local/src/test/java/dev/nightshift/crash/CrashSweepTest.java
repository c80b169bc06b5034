package dev.nightshift.crash;

import dev.nightshift.crash.Trip.Way;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes die before every call that they make, and after each that changes something; and every
 * call fails in all ways in which services fail. The points are those at which an undisturbed job
 * of each way came by, so that a new call is swept as soon as it is made.
 */
@Timeout(900)
class CrashSweepTest {
    private static final int DEATHS_OF_ONE_STEP = 3;

    @TempDir Path folder;

    @Test
    void nothingIsLostAndNothingPaidTwice() throws Exception {
        long begun = System.nanoTime();
        try (var world = new CrashWorld(folder)) {
            Sweep sweep = new Sweep(world);
            Map<Way, Trip> undisturbed = new EnumMap<>(Way.class);
            for (Way way : Way.values()) {
                undisturbed.put(way, Trip.undisturbed(way));
            }
            sweep.go(List.copyOf(undisturbed.values()));
            System.out.println("undisturbed after " + (System.nanoTime() - begun) / 1_000_000);

            List<Trip> trips = new ArrayList<>();
            for (Trip one : undisturbed.values()) {
                trips.addAll(Sweep.through(one.way, one.traces, DEATHS_OF_ONE_STEP));
                for (Weather weather : Weather.values()) {
                    trips.add(Trip.in(weather, one.way));
                }
            }
            sweep.go(trips);
            System.out.println(trips.size() + " trips after " + (System.nanoTime() - begun) / 1_000_000);
            List<Trip> again = new ArrayList<>();
            for (Way way : Way.values()) {
                again.addAll(Sweep.throughLeft(way, trips));
            }
            sweep.go(again);
            trips.addAll(again);
            System.out.println(again.size() + " again after " + (System.nanoTime() - begun) / 1_000_000);
            again.forEach(t -> t.plan.left().forEach(p -> System.out.println("LEFT " + t.way + " " + p)));

            List<Point> reconciling = sweep.reconcile(Set.of());
            int reconciled = 0;
            for (Point point : reconciling) {
                Set<Point> deaths = Set.of(point);
                sweep.reconcile(deaths);
                reconciled += deaths.size() - world.plan("").left().size();
            }
            System.out.println("reconciled " + reconciled + " of " + reconciling + " after " + (System.nanoTime() - begun) / 1_000_000);

            Comparison comparison = new Comparison();
            for (Trip trip : trips) {
                comparison.of(trip, undisturbed.get(trip.way));
            }
            System.out.println((reconciled + trips.stream().mapToInt(Trip::died).sum()) + " crash points");
            comparison.assertAll();
        }
    }
}
