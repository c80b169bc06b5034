package dev.nightshift.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The computer's time from the start on, or a multiple of it: at scale 60 an hour takes a minute.
 *
 * <p>While there is work ({@link #beginWork}) it goes no faster than the computer's. All wake-ups
 * share one alarm, set to the earliest, because a change of pace moves every one of them.
 */
public final class ScaledTimeline implements Timeline, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScaledTimeline.class);

    private final double scale;
    private final boolean isComputers;
    private final ScheduledThreadPoolExecutor executor;
    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
    private long asked;
    private @Nullable Future<?> alarm;

    /** The instant at which the pace last changed, and the computer's nanoseconds then. */
    private Instant base;

    private long baseNanos = System.nanoTime();
    private double pace;
    private int works;

    /**
     * A timeline that starts now.
     *
     * @param scale seconds of this timeline per real second, greater than 0
     */
    public ScaledTimeline(double scale) {
        this(scale, Instant.MIN);
    }

    /**
     * A timeline that starts now, or later.
     *
     * @param scale seconds of this timeline per real second, greater than 0
     * @param earliest it starts no earlier
     */
    public ScaledTimeline(double scale, Instant earliest) {
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("time scale must be greater than 0, was " + scale);
        }
        Instant now = Instant.now();
        this.scale = scale;
        this.pace = scale;
        this.isComputers = scale == 1 && !earliest.isAfter(now);
        this.base = earliest.isAfter(now) ? earliest : now;
        this.executor =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("timeline").factory());
        executor.setRemoveOnCancelPolicy(true);
    }

    /** The computer's own time. */
    public static ScaledTimeline real() {
        return new ScaledTimeline(1);
    }

    /** Whether it is the computer's own time, so that it was never ahead of it. */
    public boolean isComputers() {
        return isComputers;
    }

    @Override
    public synchronized Instant instant() {
        return isComputers
                ? Instant.now()
                : base.plusNanos((long) ((System.nanoTime() - baseNanos) * pace));
    }

    @Override
    public synchronized Wake wakeAt(Instant due, Runnable task) {
        Due entry = new Due(due, asked++, task);
        queue.add(entry);
        if (entry.equals(queue.peek())) {
            setAlarm();
        }
        return () -> drop(entry);
    }

    @Override
    public synchronized Work beginWork() {
        works++;
        setPace(Math.min(scale, 1));
        return this::endWork;
    }

    /** Drops every wake-up that has not run. */
    @Override
    public void close() {
        executor.shutdownNow();
    }

    static void runLogged(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("A timed task failed", e);
        }
    }

    private synchronized void endWork() {
        works--;
        if (works == 0) {
            setPace(scale);
        }
    }

    private void setPace(double next) {
        if (next != pace) {
            base = instant();
            baseNanos = System.nanoTime();
            pace = next;
            setAlarm();
        }
    }

    private synchronized void drop(Due entry) {
        queue.remove(entry);
    }

    /** Rings early where time slowed down since, and late by a millisecond of this timeline. */
    private void setAlarm() {
        if (alarm != null) {
            alarm.cancel(false);
        }
        Due next = queue.peek();
        if (next != null && !executor.isShutdown()) {
            long millis = Duration.between(instant(), next.at()).toMillis() + 1;
            long nanos = (long) (Math.max(0, millis) * 1e6 / pace);
            alarm = executor.schedule(this::ring, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void ring() {
        for (Due next = nextDue(); next != null; next = nextDue()) {
            runLogged(next.task());
        }
    }

    /** Takes the earliest that is due; where there is none, sets the alarm. */
    private synchronized @Nullable Due nextDue() {
        Due next = queue.peek();
        if (next != null && !next.at().isAfter(instant())) {
            return queue.remove();
        }
        setAlarm();
        return null;
    }

    private record Due(Instant at, long order, Runnable task) {}
}
