package dev.nightshift.crash;

import dev.nightshift.crash.Trip.Way;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Processes die before every call that they make, and after each that changes something, once where
 * both are the same instant ({@link Trace}); and every kind of call fails in all ways in which
 * services fail. Each time there are the same results, and the same is paid, as when nothing
 * happens.
 */
abstract class SweptCalls extends SweptWorld {
    SweptCalls(Way... ways) {
        super(ways);
    }

    @Test
    void deathAtAnyPointAndFailureOfAnyCallChangeNothing() throws Exception {
        List<Trip> trips = new ArrayList<>(through(Fate.DIES, _ -> true));
        for (Weather weather : EnumSet.complementOf(EnumSet.of(Weather.FAIR))) {
            trips.addAll(in(weather));
        }
        System.out.println(go(Fate.DIES, trips));
    }
}
