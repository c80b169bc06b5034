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
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes die before every call that they make, and after each that changes something; and every
 * kind of call fails in all ways in which services fail. Each time there are the same results, and
 * the same is paid, as when nothing happens. The points are those at which an undisturbed job of
 * each way came by, so that a new call is swept as soon as it is made.
 */
@Timeout(7200)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodName.class)
class CrashSweepTest {
    private static final int DEATHS_OF_ONE_STEP = 5;

    /** Of the points, those that may lie on no way any more when a death has changed the course. */
    private static final double NEVER_REACHED_AT_MOST = 0.04;

    private final Map<Way, Trip> undisturbed = new EnumMap<>(Way.class);
    private Path folder;
    private CrashWorld world;
    private Sweep sweep;

    @BeforeAll
    void goUndisturbed(@TempDir Path fresh) throws Exception {
        folder = fresh;
        world = new CrashWorld(Files.createDirectories(folder.resolve("world")));
        sweep = new Sweep(world);
        for (Way way : Way.values()) {
            undisturbed.put(way, Trip.undisturbed(way));
        }
        // One way reuses what others have done before it.
        Trip reusing = Objects.requireNonNull(undisturbed.get(Way.REUSED));
        sweep.go(undisturbed.values().stream().filter(trip -> trip != reusing).toList());
        sweep.go(List.of(reusing));
    }

    @AfterAll
    void close() throws Exception {
        world.close();
    }

    @Test
    void deathAtAnyPointAndFailureOfAnyCallChangeNothing() throws Exception {
        List<Trip> trips = new ArrayList<>(through(point -> true));
        int points = trips.stream().mapToInt(Trip::deaths).sum();
        for (Weather weather : Weather.values()) {
            for (Way way : Way.values()) {
                trips.add(Trip.in(weather, way));
            }
        }
        sweep.go(trips);
        List<Trip> rest = new ArrayList<>();
        for (Way way : Way.values()) {
            rest.addAll(Sweep.throughLeft(way, trips));
        }
        sweep.go(rest);
        trips.addAll(rest);

        int died = trips.stream().mapToInt(Trip::died).sum();
        System.out.println(died + " crash points");
        compare(trips);
        assertThat(points - died)
                .as(() -> "never reached: " + left(trips))
                .isLessThanOrEqualTo((int) (points * NEVER_REACHED_AT_MOST));
    }

    @Test
    void deathOfTheReconcilerChangesNothing() throws Exception {
        List<Point> points = sweep.reconcile(Set.of());
        for (Point point : points) {
            sweep.reconcile(Set.of(point));
        }
        System.out.println(points.size() + " crash points of the reconciler");
        // Whether it finds both jobs in the same hour varies.
        assertThat(points).hasSizeGreaterThan(5);
        assertThat(world.plan("").left()).hasSizeLessThan(3);
    }

    /** After one write of every kind; with {@code -Pcrash} at every point. */
    @Test
    void haltOfAProcessChangesNothing() throws Exception {
        boolean everywhere = Boolean.getBoolean("crash.halt.everywhere");
        Set<String> kinds = new HashSet<>();
        Predicate<Point> wanted = everywhere ? point -> true : point -> kinds.add(point.kind());
        List<Trip> trips = through(point -> point.isOfFunction() && wanted.test(point));
        try (FunctionProcesses processes = world.inProcesses(folder)) {
            sweep.go(trips);
            System.out.println(processes.halted() + " crash points at which a process was halted");
            assertThat(processes.halted()).isGreaterThan(kinds.size() / 2);
        }
        compare(trips);
    }

    /** Where nobody died that was to, by way. */
    private static Map<Way, List<Point>> left(List<Trip> trips) {
        Map<Way, List<Point>> left = new EnumMap<>(Way.class);
        for (Trip trip : trips) {
            List<Point> points = left.computeIfAbsent(trip.way, _ -> new ArrayList<>());
            trip.left().forEach(points::addAll);
        }
        return left;
    }

    private List<Trip> through(Predicate<Point> filter) {
        List<Trip> trips = new ArrayList<>();
        for (Trip one : undisturbed.values()) {
            List<List<Point>> traces = new ArrayList<>();
            one.traces.forEach(stage -> traces.add(stage.stream().filter(filter).toList()));
            trips.addAll(Sweep.through(one.way, traces, DEATHS_OF_ONE_STEP));
        }
        return trips;
    }

    private void compare(List<Trip> trips) throws Exception {
        Comparison comparison = new Comparison();
        for (Trip trip : trips) {
            comparison.of(trip, Objects.requireNonNull(undisturbed.get(trip.way)));
        }
        comparison.assertAll();
    }
}
