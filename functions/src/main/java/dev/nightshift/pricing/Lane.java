package dev.nightshift.pricing;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Arrays;
import java.util.Optional;

/** How a request reaches the model, and so what it costs. */
@Serdeable
public enum Lane {
    /** In a batch: half the price, within 24 hours. */
    BATCH("batch"),
    /** At once, at the full price. */
    REALTIME("realtime");

    private final String wire;

    Lane(String wire) {
        this.wire = wire;
    }

    /** The text on the wire. */
    @JsonValue
    public String wire() {
        return wire;
    }

    /** The lane with this wire text; empty for any other text. */
    public static Optional<Lane> find(String wire) {
        return Arrays.stream(values()).filter(lane -> lane.wire.equals(wire)).findFirst();
    }

    /**
     * The lane with this wire text.
     *
     * @throws IllegalArgumentException for any other text: a guess would cost money
     */
    @JsonCreator
    public static Lane fromWire(String wire) {
        return find(wire)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "No lane \"" + wire + "\"; there are batch and realtime"));
    }
}
