package dev.nightshift.simulator.batch;

import dev.nightshift.simulator.chance.Chance;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What goes wrong with single lines of results. Rates are probabilities from 0 to 1.
 *
 * @param statuses how often a request fails, by HTTP status
 * @param blemishes how often the line of a request that succeeded is spoiled
 */
public record LineFaults(Map<Integer, Double> statuses, Map<Blemish, Double> blemishes) {
    public static final LineFaults NONE = new LineFaults(Map.of(), Map.of());

    /** How a line can be spoiled. The text is its name in settings. */
    public enum Blemish {
        MALFORMED("malformed"),
        MISSING("missing"),
        DUPLICATED("duplicated"),
        UNKNOWN_ID("unknown-id"),
        EMPTY_BODY("empty-body"),
        WHOLE("none");

        private final String wireName;

        Blemish(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    public LineFaults {
        statuses = Collections.unmodifiableMap(new TreeMap<>(statuses));
        blemishes = Map.copyOf(blemishes);
        for (int status : statuses.keySet()) {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("a fault's status is 400 to 599, was " + status);
            }
        }
        check(statuses);
        check(blemishes);
    }

    /** With what status a line fails; empty when it does not. */
    OptionalInt status(Chance batch, int line) {
        for (Map.Entry<Integer, Double> one : statuses.entrySet()) {
            if (batch.happens(one.getValue(), "status-" + one.getKey(), line)) {
                return OptionalInt.of(one.getKey());
            }
        }
        return OptionalInt.empty();
    }

    Blemish blemish(Chance batch, int line) {
        for (Blemish blemish : Blemish.values()) {
            double rate = blemishes.getOrDefault(blemish, 0.0);
            if (batch.happens(rate, blemish.wireName, line)) {
                return blemish;
            }
        }
        return Blemish.WHOLE;
    }

    private static void check(Map<?, Double> rates) {
        for (double rate : rates.values()) {
            if (!(rate >= 0 && rate <= 1)) {
                throw new IllegalArgumentException("a rate is 0 to 1, was " + rate);
            }
        }
    }
}
