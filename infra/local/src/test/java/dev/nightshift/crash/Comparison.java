package dev.nightshift.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.crash.CrashWorld.Ending;
import dev.nightshift.crash.Trip.Way;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;

/** Holds trips against undisturbed ones of their ways: the same results, and the same paid. */
final class Comparison {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SoftAssertions softly = new SoftAssertions();

    /** Adds a trip. */
    void of(Trip trip, Trip undisturbed) throws IOException {
        for (int stage = 0; stage < undisturbed.endings.size(); stage++) {
            compare(
                    "stage " + stage + " of " + trip,
                    trip,
                    trip.endings.get(stage),
                    undisturbed.endings.get(stage));
        }
        int repeated = trip.plan.directCalls() - undisturbed.plan.directCalls();
        softly.assertThat(repeated)
                .as("calls made again by " + trip)
                .isLessThanOrEqualTo(trip.endings.getLast().uncertain());
        softly.assertThat(undisturbed.endings.getLast().uncertain()).isZero();
    }

    private void compare(String what, Trip trip, Ending ending, Ending wanted) throws IOException {
        softly.assertThat(ending.status()).as(what).isEqualTo(wanted.status());
        softly.assertThat(ending.batches()).as(what).isEqualTo(wanted.batches());
        if (trip.way == Way.REALTIME && trip.weather != Weather.FAIR) {
            // What may have been paid is not sent again: its record fails, and the call is counted.
            List<JsonNode> lost = replies(wanted);
            lost.removeAll(replies(ending));
            softly.assertThat(lost).as(what).hasSizeLessThanOrEqualTo(ending.uncertain());
            softly.assertThat(replies(ending)).as(what).hasSameSizeAs(replies(wanted));
        } else {
            softly.assertThat(ending.results()).as(what).isEqualTo(wanted.results());
            softly.assertThat(ending.table()).as(what).isEqualTo(wanted.table());
            softly.assertThat(ending.bill()).as(what).isEqualTo(wanted.bill());
            if (ending.uncertain() == 0) {
                softly.assertThat(ending.money()).as(what).isEqualTo(wanted.money());
            }
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

    /** Fails where any trip came to something else. */
    void assertAll() {
        softly.assertAll();
    }
}
