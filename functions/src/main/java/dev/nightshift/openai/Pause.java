package dev.nightshift.openai;

import java.time.Duration;

/** How the wait between two attempts passes. */
@FunctionalInterface
public interface Pause {
    /**
     * Returns after {@code length}.
     *
     * @throws InterruptedException if the thread is asked to end first
     */
    void pause(Duration length) throws InterruptedException;
}
