package dev.nightshift.crash;

import dev.nightshift.crash.Point.Moment;
import dev.nightshift.crash.Trip.Way;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Has many jobs go their ways at the same time in one world. */
final class Sweep {
    private static final int MOST_STEPS = 2000;

    private final CrashWorld world;

    Sweep(CrashWorld world) {
        this.world = world;
    }

    /** Goes all ways to their ends. */
    void go(List<Trip> trips) throws IOException, InterruptedException {
        world.whileNothingBegins(() -> trips.forEach(this::begin));
        world.pass(Duration.ofSeconds(100));
        for (Trip trip : of(trips, Way.CANCELLED)) {
            trip.arm(0);
            world.cancel(trip.job());
        }
        end(trips, trip -> world.isOver(trip.job()));
        note(trips);

        for (Trip trip : of(trips, Way.BATCHES)) {
            trip.arm(1);
            world.delete(trip.job());
        }
        List<Trip> cancelled = of(trips, Way.CANCELLED);
        for (Trip trip : cancelled) {
            trip.arm(1);
            world.retry(trip.job());
            trip.plan.noteAnotherRun();
        }
        end(of(trips, Way.BATCHES), trip -> world.isGone(trip.job()));
        of(trips, Way.BATCHES).forEach(trip -> trip.traces.add(trip.plan.recorded()));
        end(cancelled, trip -> world.isOver(trip.job()));
        note(cancelled);
    }

    private void begin(Trip trip) {
        if (trip.way != Way.CANCELLED) {
            trip.arm(0);
        }
        world.start(trip);
    }

    /** Goes on until all are over; looked at is only the first that was not when last seen. */
    private <T> void end(List<T> begun, Predicate<T> isOver) throws InterruptedException {
        Deque<T> left = new ArrayDeque<>(begun);
        for (int steps = 0; !left.isEmpty(); steps++) {
            if (steps == MOST_STEPS) {
                throw new IllegalStateException("these do not come to an end: " + left);
            }
            world.passToNext();
            while (!left.isEmpty() && isOver.test(left.element())) {
                left.remove();
            }
        }
    }

    private void note(List<Trip> trips) throws IOException, InterruptedException {
        Map<String, Map<String, Integer>> batches = world.batches();
        for (Trip trip : trips) {
            trip.traces.add(trip.plan.recorded());
            trip.endings.add(world.ending(trip.job(), batches));
        }
    }

    private static List<Trip> of(List<Trip> trips, Way way) {
        return trips.stream().filter(trip -> trip.way == way).toList();
    }

    /**
     * Has the reconciler find a job that was never started and one whose execution was ended, and
     * die at these points meanwhile.
     *
     * @return where it came by
     */
    Trace reconcile(Set<Point> deaths) throws InterruptedException {
        var start = new Point("start", new Call("StartExecution", ""), 1, Moment.BEFORE);
        Trip orphan = Trip.fatalAt(List.of(List.of(start)), Fate.DIES, Way.CANCELLED);
        orphan.arm(0);
        world.startOrLeave(orphan);
        Trip ended = Trip.undisturbed(Way.CANCELLED);
        world.start(ended);
        world.pass(Duration.ofSeconds(100));
        world.abort(ended.job());
        Plan reconciler = world.plan("");
        reconciler.recorded();
        reconciler.arm(deaths, Fate.DIES);
        end(List.of(orphan, ended), trip -> world.isOver(trip.job()));
        return reconciler.recorded();
    }

    /**
     * Trips that go by all points of an undisturbed one. Processes that do different things do not
     * hinder each other, so a trip has some points of every step; those of one step far apart.
     *
     * @param ofOneStep points of one step in a trip at most
     */
    static List<Trip> through(Way way, List<List<Point>> traces, Fate fate, int ofOneStep) {
        List<Map<String, List<Point>>> stages = traces.stream().map(Sweep::bySteps).toList();
        int most =
                stages.stream()
                        .flatMap(steps -> steps.values().stream())
                        .mapToInt(List::size)
                        .max()
                        .orElse(0);
        int count = Math.ceilDiv(most, ofOneStep);
        List<Trip> trips = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int first = i;
            trips.add(
                    Trip.fatalAt(
                            stages.stream().map(steps -> some(steps, first, count)).toList(),
                            fate,
                            way));
        }
        return trips;
    }

    /** Of trips those that {@code -Dcrash.slice} names, as {@code 2/10}; all without it. */
    static List<Trip> slice(List<Trip> all) {
        String[] slice = System.getProperty("crash.slice", "1/1").split("/", 2);
        int first = Integer.parseInt(slice[0]) - 1;
        int apart = Integer.parseInt(slice[1]);
        return IntStream.range(0, all.size())
                .filter(i -> i % apart == first)
                .mapToObj(all::get)
                .toList();
    }

    /** Where nobody died on a way that was to, by stage. */
    static List<List<Point>> left(Way way, List<Trip> trips) {
        List<List<Point>> left = List.of(new ArrayList<>(), new ArrayList<>());
        for (Trip trip : of(trips, way)) {
            for (int stage = 0; stage < trip.left().size(); stage++) {
                left.get(stage).addAll(trip.left().get(stage));
            }
        }
        return left;
    }

    /** Trips with one such point each. */
    static List<Trip> oneByOne(Way way, List<List<Point>> stages, Fate fate) {
        List<Trip> trips = new ArrayList<>();
        for (int stage = 0; stage < stages.size(); stage++) {
            for (Point point : stages.get(stage)) {
                List<List<Point>> deaths = new ArrayList<>(Collections.nCopies(stage, List.of()));
                deaths.add(List.of(point));
                trips.add(Trip.fatalAt(deaths, fate, way));
            }
        }
        return trips;
    }

    private static Map<String, List<Point>> bySteps(List<Point> trace) {
        Map<String, List<Point>> steps = new LinkedHashMap<>();
        trace.forEach(
                point -> steps.computeIfAbsent(point.step(), _ -> new ArrayList<>()).add(point));
        return steps;
    }

    private static List<Point> some(Map<String, List<Point>> steps, int first, int apart) {
        List<Point> points = new ArrayList<>();
        for (List<Point> step : steps.values()) {
            for (int i = first; i < step.size(); i += apart) {
                points.add(step.get(i));
            }
        }
        return points;
    }
}
