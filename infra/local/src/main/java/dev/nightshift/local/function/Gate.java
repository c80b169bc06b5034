package dev.nightshift.local.function;

import java.time.Duration;

/** Who may go in: everybody, nobody yet, or nobody ever again. */
final class Gate {
    private enum State {
        OPEN,
        DRAINING,
        CLOSED
    }

    private State state = State.OPEN;
    private int inside;

    /**
     * Goes in, waiting while the gate is draining.
     *
     * @return false when the gate is closed
     */
    synchronized boolean enter() throws InterruptedException {
        while (state == State.DRAINING) {
            wait();
        }
        if (state == State.CLOSED) {
            return false;
        }
        inside++;
        return true;
    }

    /** Goes out; once for every time that {@link #enter} gave true. */
    synchronized void leave() {
        inside--;
        notifyAll();
    }

    /** Lets nobody in and waits until all are out, no longer than the time given. */
    synchronized void drain(Duration patience) throws InterruptedException {
        if (state == State.OPEN) {
            state = State.DRAINING;
        }
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toMillis();
                inside > 0 && left > 0;
                left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    /** Turns away whoever waits and whoever comes. */
    synchronized void close() {
        state = State.CLOSED;
        notifyAll();
    }
}
