package dev.nightshift.time;

import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that also wakes. Whatever waits for an instant asks its timeline to be woken then, and
 * never sleeps by itself; so time can be scaled or moved for all parts at once.
 */
public interface Timeline extends InstantSource {

    /**
     * Runs {@code task} once, when {@link #instant()} has reached {@code due}; at once when it has
     * already. The task runs on a thread of the timeline and must be short; what it throws is
     * logged and dropped.
     *
     * @return a handle by which a task that has not started can be dropped
     */
    Wake wakeAt(Instant due, Runnable task);

    /**
     * Begins work that takes real time and has limits in it, such as a function. A timeline that
     * hurries goes no faster than the real one until the work is closed; otherwise an hour's limit
     * would pass before the work could do anything.
     */
    default Work beginWork() {
        return () -> {};
    }

    /** Work that takes real time; to be closed once. */
    @FunctionalInterface
    interface Work extends AutoCloseable {
        @Override
        void close();
    }

    /** A wake-up that has been asked for. */
    @FunctionalInterface
    interface Wake {
        /** Drops the wake-up; without effect when it has run or was dropped before. */
        void cancel();
    }
}
