package dev.nightshift.local.function;

import java.time.Duration;

/** Who may go in: nobody yet, everybody, or nobody ever again. It begins with nobody yet. */
final class Gate {
    private enum State {
        WAITING,
        OPEN,
        CLOSED
    }

    private State state = State.WAITING;
    private int inside;

    /**
     * Goes in, waiting while nobody may yet.
     *
     * @return false when the gate is closed
     */
    synchronized boolean enter() throws InterruptedException {
        while (state == State.WAITING) {
            wait();
        }
        if (state == State.CLOSED) {
            return false;
        }
        inside++;
        return true;
    }

    /** Lets in whoever waits and whoever comes. */
    synchronized void open() {
        if (state == State.WAITING) {
            state = State.OPEN;
            notifyAll();
        }
    }

    /** Goes out; once for every time that {@link #enter} gave true. */
    synchronized void leave() {
        inside--;
        notifyAll();
    }

    /** Lets nobody in and waits until all are out, no longer than the time given. */
    synchronized void drain(Duration patience) throws InterruptedException {
        if (state == State.OPEN) {
            state = State.WAITING;
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
