package dev.nightshift.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.crash.Trip.Way;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The crash sweep of the other ways that jobs go, and of the reconciler. */
class CrashSweepOfWaysTest extends SweptCalls {
    CrashSweepOfWaysTest() {
        super(Way.REALTIME, Way.CANCELLED, Way.REUSED, Way.LARGE);
    }

    @Test
    void processThatGoesOnBesideItsRepeatChangesNothing() throws Exception {
        List<Trip> trips =
                through(Fate.IS_LEFT, point -> point.isOfFunction() && point.isBeforeWrite());
        System.out.println(
                go(Fate.IS_LEFT, trips).deaths()
                        + " points at which a process went on beside its repeat");
    }

    @Test
    void endOfAnEarlierRunThatComesLateChangesNothing() throws Exception {
        List<Point> points =
                trace(Way.CANCELLED, 0).stream()
                        .filter(point -> point.step().endsWith("step job") && point.isBeforeWrite())
                        .toList();
        int late =
                go(
                                Fate.RETURNS_LATE,
                                Sweep.through(Way.CANCELLED, List.of(points), Fate.RETURNS_LATE, 1))
                        .deaths();
        System.out.println(late + " points at which the end of an earlier run came late");
        assertThat(points).isNotEmpty();
    }

    @Test
    void deathOfTheReconcilerChangesNothing() throws Exception {
        Trace trace = sweep.reconcile(Set.of());
        for (Point point : trace.instants(trace.points())) {
            sweep.reconcile(Set.of(point));
        }
        System.out.println(trace.points().size() + " crash points of the reconciler");
        // Whether it finds both jobs in the same hour varies.
        assertThat(trace.points()).hasSizeGreaterThan(5);
        assertThat(world.plan("").left()).hasSizeLessThan(3);
    }
}
