package dev.nightshift.realtime;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds what is in memory: requests from when they are read until their answers are in the bucket.
 * Their number bounds what a crash repeats, too.
 */
final class Admission {
    private static final int KILOBYTE = 1024;

    private final Semaphore requests;
    private final Semaphore kilobytes;
    private final int mostKilobytes;

    /**
     * @param requests at once
     * @param bytes of requests at once; one that is larger is admitted alone
     */
    Admission(int requests, long bytes) {
        this.mostKilobytes = (int) Math.clamp(bytes / KILOBYTE, 1, Integer.MAX_VALUE);
        this.requests = new Semaphore(requests);
        this.kilobytes = new Semaphore(mostKilobytes);
    }

    /** The place that a request takes. */
    record Ticket(int kilobytes) {}

    /** A place that a request of so many bytes may ask for. */
    Ticket ticket(int bytes) {
        return new Ticket(Math.min(mostKilobytes, 1 + bytes / KILOBYTE));
    }

    /** Takes a place; false when there was none for a while. */
    boolean enter(Ticket ticket) throws InterruptedException {
        if (!requests.tryAcquire(100, TimeUnit.MILLISECONDS)) {
            return false;
        }
        if (!kilobytes.tryAcquire(ticket.kilobytes(), 100, TimeUnit.MILLISECONDS)) {
            requests.release();
            return false;
        }
        return true;
    }

    /** Gives a place back. */
    void leave(Ticket ticket) {
        kilobytes.release(ticket.kilobytes());
        requests.release();
    }
}
