package dev.nightshift.simulator.http;

import dev.nightshift.time.Timeline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Waiting as a timeline has it. */
public final class Pause {
    private Pause() {}

    /** Returns when the timeline has moved on by so much; at once for zero. */
    public static void of(Duration length, Timeline time) {
        if (length.isPositive()) {
            CompletableFuture<Boolean> over = new CompletableFuture<>();
            time.wakeAt(time.instant().plus(length), () -> over.complete(true));
            over.join();
        }
    }
}
