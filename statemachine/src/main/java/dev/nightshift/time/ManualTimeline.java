package dev.nightshift.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A timeline that stands still until it is moved. Moving it runs what falls due on the caller's
 * thread, in order of time, each task seeing its own due instant as the present.
 */
public final class ManualTimeline implements Timeline {
    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
    private Instant now;
    private long asked;

    public ManualTimeline(Instant start) {
        now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public Wake wakeAt(Instant due, Runnable task) {
        Due entry;
        synchronized (this) {
            entry = new Due(due, asked++, task);
            if (due.isAfter(now)) {
                queue.add(entry);
                return () -> drop(entry);
            }
        }
        ScaledTimeline.runLogged(task);
        return () -> {};
    }

    /**
     * Moves time forward, running what falls due on the way, tasks added by those tasks included.
     */
    public void advance(Duration by) {
        Instant target = instant().plus(by);
        for (Due next = nextUntil(target); next != null; next = nextUntil(target)) {
            ScaledTimeline.runLogged(next.task());
        }
        synchronized (this) {
            now = target.isAfter(now) ? target : now;
        }
    }

    /** The earliest instant that something waits for; null when nothing waits. */
    public synchronized @Nullable Instant nextDue() {
        Due next = queue.peek();
        return next == null ? null : next.at();
    }

    private synchronized @Nullable Due nextUntil(Instant target) {
        Due next = queue.peek();
        if (next == null || next.at().isAfter(target)) {
            return null;
        }
        queue.remove();
        now = next.at().isAfter(now) ? next.at() : now;
        return next;
    }

    private synchronized void drop(Due entry) {
        queue.remove(entry);
    }

    private record Due(Instant at, long order, Runnable task) {}
}
