package dev.nightshift.crash;

import static java.util.stream.Collectors.toSet;

import dev.nightshift.crash.Trip.Way;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The crash sweep with real processes, which halt: before and after one call of every kind; with
 * {@code -Pcrash} at every point at which functions come by.
 */
class CrashSweepHaltsTest extends SweptWorld {
    private static final boolean EVERYWHERE = Boolean.getBoolean("crash.halt.everywhere");

    private final Set<String> kinds = new HashSet<>();

    CrashSweepHaltsTest() {
        super(Way.values());
    }

    @Test
    void haltOfAProcessChangesNothing() throws Exception {
        List<Trip> trips =
                EVERYWHERE
                        ? through(Fate.DIES, Point::isOfFunction)
                        : through(Fate.DIES, Point::isOfFunction, this::ofNewKinds);
        try (FunctionProcesses processes = world.inProcesses(folder)) {
            Trip first = Trip.undisturbed(Way.BATCHES);
            sweep.go(List.of(first));
            processes.learnFrom(first.plan);
            System.out.println(go(Fate.DIES, trips) + " by halting");
        }
    }

    /**
     * Where a process comes to points of kinds that none has died at; to two first, then to one.
     */
    private List<Point> ofNewKinds(Trace trace, List<Point> points) {
        List<Point> chosen = new ArrayList<>();
        for (int wanted = 2; wanted > 0; wanted--) {
            for (Point point : trace.instants(points)) {
                Set<String> fresh = trace.at(point).stream().map(Point::kind).collect(toSet());
                fresh.removeAll(kinds);
                if (fresh.size() >= wanted) {
                    kinds.addAll(fresh);
                    chosen.add(point);
                }
            }
        }
        return chosen;
    }
}
