package dev.nightshift.crash;

import dev.nightshift.crash.Trip.Way;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * The crash sweep with real processes, which halt: before and after one call of every kind; with
 * {@code -Pcrash} at every point at which functions come by.
 */
class CrashSweepHaltsTest extends SweptWorld {
    private static final boolean EVERYWHERE = Boolean.getBoolean("crash.halt.everywhere");

    CrashSweepHaltsTest() {
        super(Way.values());
    }

    @Test
    void haltOfAProcessChangesNothing() throws Exception {
        Set<String> kinds = new HashSet<>();
        Predicate<Point> wanted = point -> EVERYWHERE || kinds.add(point.kind());
        List<Trip> trips = through(Fate.DIES, point -> point.isOfFunction() && wanted.test(point));
        try (FunctionProcesses processes = world.inProcesses(folder)) {
            Trip first = Trip.undisturbed(Way.BATCHES);
            sweep.go(List.of(first));
            processes.learnFrom(first.plan);
            System.out.println(
                    go(Fate.DIES, trips) + " crash points at which a process was halted");
        }
    }
}
