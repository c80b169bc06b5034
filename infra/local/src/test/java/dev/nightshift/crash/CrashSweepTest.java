package dev.nightshift.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.crash.CrashWorld.Ending;
import dev.nightshift.crash.Trip.Way;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
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
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DEATHS_OF_ONE_STEP = 3;

    @TempDir Path folder;

    private final SoftAssertions softly = new SoftAssertions();

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
            List<Trip> alone = new ArrayList<>();
            for (Trip trip : trips) {
                for (Point p : trip.plan.left()) System.out.println("LEFT " + trip.way + " " + p);
            }

            List<Point> reconciling = sweep.reconcile(Set.of());
            int reconciled = 0;
            for (Point point : reconciling) {
                Set<Point> deaths = Set.of(point);
                sweep.reconcile(deaths);
                reconciled += deaths.size() - world.plan("").left().size();
            }
            System.out.println("reconciled " + reconciled + " of " + reconciling + " after " + (System.nanoTime() - begun) / 1_000_000);

            for (Trip trip : trips) {
                compare(trip, undisturbed.get(trip.way));
            }
            System.out.println((reconciled + trips.stream().mapToInt(Trip::died).sum()) + " crash points");
            softly.assertAll();
        }
    }

    private void compare(Trip trip, Trip undisturbed) throws IOException {
        for (int stage = 0; stage < undisturbed.endings.size(); stage++) {
            compare("stage " + stage + " of " + trip, trip, trip.endings.get(stage), undisturbed.endings.get(stage));
        }
        int repeated = trip.plan.directCalls() - undisturbed.plan.directCalls();
        softly.assertThat(repeated)
                .as("calls made again by " + trip)
                .isLessThanOrEqualTo(trip.endings.getLast().uncertain());
        assertThat(undisturbed.endings.getLast().uncertain()).isZero();
    }

    private void compare(String what, Trip trip, Ending ending, Ending wanted) throws IOException {
        softly.assertThat(ending.status()).as(what).isEqualTo(wanted.status());
        softly.assertThat(ending.batches()).as(what).isEqualTo(wanted.batches());
        if (trip.way == Way.REALTIME && trip.weather != Weather.FAIR) {
            // A call that may have been answered is not repeated at once, but by another attempt.
            softly.assertThat(replies(ending)).as(what).isEqualTo(replies(wanted));
        } else {
            softly.assertThat(ending.results()).as(what).isEqualTo(wanted.results());
            softly.assertThat(ending.table()).as(what).isEqualTo(wanted.table());
            softly.assertThat(ending.bill()).as(what).isEqualTo(wanted.bill());
        }
    }

    private static List<JsonNode> replies(Ending ending) throws IOException {
        List<JsonNode> replies = new ArrayList<>();
        for (String line : ending.results().lines().toList()) {
            ObjectNode result = (ObjectNode) JSON.readTree(line);
            replies.add(result.retain(List.of("id", "outcome", "result")));
        }
        return replies;
    }
}
