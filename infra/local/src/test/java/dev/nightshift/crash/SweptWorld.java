package dev.nightshift.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.crash.Trip.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A world in which an undisturbed job has gone each of some ways. The points to be swept are those
 * at which these came by, so that a new call is swept as soon as it is made; and what they came to
 * is what every other job must come to.
 */
@Timeout(7200)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodName.class)
abstract class SweptWorld {
    private static final int POINTS_OF_ONE_STEP = 5;

    private final Set<Way> ways;
    private final Map<Way, Trip> undisturbed = new EnumMap<>(Way.class);
    protected Path folder;
    protected CrashWorld world;
    protected Sweep sweep;

    SweptWorld(Way... ways) {
        this.ways = new LinkedHashSet<>(List.of(ways));
    }

    /** One after the other, since one way reuses what another has paid for. */
    @BeforeAll
    void goUndisturbed(@TempDir Path fresh) throws Exception {
        folder = fresh;
        world = new CrashWorld(Files.createDirectories(folder.resolve("world")));
        sweep = new Sweep(world);
        for (Way way : ways) {
            Trip trip = Trip.undisturbed(way);
            undisturbed.put(way, trip);
            sweep.go(List.of(trip));
        }
    }

    @AfterAll
    void close() throws Exception {
        world.close();
    }

    /** A trip on every way on which each call fails the first time that it is made. */
    List<Trip> in(Weather weather) {
        return ways.stream().map(way -> Trip.in(weather, way)).toList();
    }

    /** Trips that go by all points that are wanted, or by the slice of them that is. */
    List<Trip> through(Fate fate, Predicate<Point> wanted) {
        return through(fate, wanted, Trace::instants);
    }

    /**
     * Likewise.
     *
     * @param chosen at which of those that are wanted processes are to meet their fate
     */
    List<Trip> through(
            Fate fate,
            Predicate<Point> wanted,
            BiFunction<Trace, List<Point>, List<Point>> chosen) {
        List<Trip> trips = new ArrayList<>();
        for (Trip one : undisturbed.values()) {
            List<List<Point>> stages =
                    one.traces.stream()
                            .map(
                                    trace ->
                                            chosen.apply(
                                                    trace,
                                                    trace.points().stream()
                                                            .filter(one.way::isSweptAt)
                                                            .filter(wanted)
                                                            .toList()))
                            .toList();
            trips.addAll(Sweep.through(one.way, stages, fate, POINTS_OF_ONE_STEP));
        }
        return Sweep.slice(trips);
    }

    /** Where an undisturbed job came by in a stage of its way. */
    List<Point> trace(Way way, int stage) {
        return undisturbed(way).traces.get(stage).points();
    }

    /**
     * Has trips go; once more by what an earlier fate led them around, and at last for each such
     * point alone. All must come to the same as the undisturbed ones, and every point be reached.
     *
     * @param fate of the processes
     */
    Met go(Fate fate, List<Trip> trips) throws IOException, InterruptedException {
        sweep.go(trips);
        List<Trip> again = leftOf(trips, (way, left) -> Sweep.through(way, left, fate, 1));
        sweep.go(again);
        List<Trip> alone = leftOf(again, (way, left) -> Sweep.oneByOne(way, left, fate));
        sweep.go(alone);
        List<Trip> all = new ArrayList<>(trips);
        all.addAll(again);
        all.addAll(alone);
        Comparison comparison = new Comparison();
        for (Trip trip : all) {
            comparison.of(trip, undisturbed(trip.way));
        }
        comparison.assertAll();
        assertThat(world.reserved()).as("still reserved").isEmpty();
        assertThat(neverReached(alone)).as("never reached").isEmpty();
        return new Met(
                all.stream().mapToInt(trip -> trip.pointsMet(undisturbed(trip.way))).sum(),
                all.stream().mapToInt(Trip::died).sum());
    }

    /**
     * Points that trips were led around though undisturbed jobs come by them: by how busy the
     * machine is, one that was not disturbed may have made a call twice.
     */
    private List<Point> neverReached(List<Trip> alone) throws IOException, InterruptedException {
        List<Point> never = new ArrayList<>();
        for (Trip trip : alone) {
            List<Point> left = trip.left().stream().flatMap(List::stream).toList();
            if (!left.isEmpty()) {
                Trip once = Trip.undisturbed(trip.way);
                sweep.go(List.of(once));
                once.traces.stream()
                        .flatMap(trace -> trace.points().stream())
                        .filter(left::contains)
                        .forEach(never::add);
            }
        }
        return never;
    }

    private List<Trip> leftOf(List<Trip> trips, Planner planner) {
        return ways.stream().flatMap(way -> planner.trips(way, left(way, trips)).stream()).toList();
    }

    /**
     * Where nobody died on a way that was to, by stage; nor at the end of a call for which the
     * beginning of another stood, but that another way than the undisturbed one has left out.
     */
    private List<List<Point>> left(Way way, List<Trip> trips) {
        List<List<Point>> left = Sweep.left(way, trips);
        List<Trace> traces = undisturbed(way).traces;
        for (int stage = 0; stage < traces.size(); stage++) {
            for (Trip trip : trips) {
                if (trip.way == way) {
                    left.get(stage).addAll(trip.endsMissed(stage, traces.get(stage)));
                }
            }
        }
        return left;
    }

    private Trip undisturbed(Way way) {
        return Objects.requireNonNull(undisturbed.get(way));
    }

    /**
     * What processes met their fate at.
     *
     * @param points all of them
     * @param deaths how many processes did: one that dies between two calls is at two points
     */
    record Met(int points, int deaths) {
        @Override
        public String toString() {
            return "%d crash points, where %d processes died".formatted(points, deaths);
        }
    }

    /** Spreads points of a way, by stage, over trips. */
    @FunctionalInterface
    private interface Planner {
        List<Trip> trips(Way way, List<List<Point>> points);
    }
}
