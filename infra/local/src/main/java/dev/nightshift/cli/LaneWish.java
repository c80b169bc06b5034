package dev.nightshift.cli;

import dev.nightshift.pricing.Lane;
import org.jspecify.annotations.Nullable;

/** What the user says of the lane. */
enum LaneWish {
    AUTO(null),
    BATCH(Lane.BATCH),
    REALTIME(Lane.REALTIME);

    private final @Nullable Lane lane;

    LaneWish(@Nullable Lane lane) {
        this.lane = lane;
    }

    /** Null to have it chosen. */
    @Nullable Lane lane() {
        return lane;
    }

    /** As it is typed. */
    @Override
    public String toString() {
        return lane == null ? "auto" : lane.wire();
    }
}
