package dev.nightshift.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.crash.Trip.Way;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The processes of the functions are really halted, with all that runs in them: at one point of
 * every kind, or with {@code -Dcrash.halt=all} at every point.
 */
@Timeout(7200)
class HaltTest {
    @TempDir Path folder;

    @Test
    void nothingIsLostAndNothingPaidTwice() throws Exception {
        long begun = System.nanoTime();
        try (var world = new CrashWorld(Files.createDirectories(folder.resolve("world")))) {
            Sweep sweep = new Sweep(world);
            Map<Way, Trip> undisturbed = new EnumMap<>(Way.class);
            for (Way way : Way.values()) {
                undisturbed.put(way, Trip.undisturbed(way));
            }
            sweep.go(List.copyOf(undisturbed.values()));
            System.out.println("undisturbed after " + (System.nanoTime() - begun) / 1_000_000);

            boolean all = "all".equals(System.getProperty("crash.halt"));
            Set<String> kinds = new HashSet<>();
            List<Trip> trips = new ArrayList<>();
            for (Trip one : undisturbed.values()) {
                trips.addAll(
                        Sweep.through(
                                one.way,
                                one.traces.stream().map(stage -> stage.stream().filter(point -> !point.step().matches("start|cancel|delete|retry") && (kinds.add(point.kind()) || all)).toList()).toList(),
                                3));
            }
            System.out.println(trips.size() + " trips, kinds " + kinds);
            try (FunctionProcesses processes = world.inProcesses(folder)) {
                sweep.go(trips);
                System.out.println(processes.halted() + " halts after " + (System.nanoTime() - begun) / 1_000_000);
                int died = trips.stream().mapToInt(Trip::died).sum();
                trips.forEach(t -> System.out.println("LEFT " + t.left()));
                assertThat(processes.halted()).isPositive();
                System.out.println(died + " points at which a process was halted");
            }
            Comparison comparison = new Comparison();
            for (Trip trip : trips) {
                comparison.of(trip, undisturbed.get(trip.way));
            }
            comparison.assertAll();
        }
    }
}
