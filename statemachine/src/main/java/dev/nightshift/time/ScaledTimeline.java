package dev.nightshift.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The computer's time from the start on, or a multiple of it: at scale 60 an hour takes a minute.
 */
public final class ScaledTimeline implements Timeline, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScaledTimeline.class);

    private final double scale;
    private final Instant start;
    private final long startNanos;
    private final ScheduledThreadPoolExecutor executor;

    /**
     * @param scale seconds of this timeline per real second, greater than 0
     */
    public ScaledTimeline(double scale) {
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("time scale must be greater than 0, was " + scale);
        }
        this.scale = scale;
        this.start = Instant.now();
        this.startNanos = System.nanoTime();
        this.executor =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("timeline").factory());
        executor.setRemoveOnCancelPolicy(true);
    }

    /** The computer's own time. */
    public static ScaledTimeline real() {
        return new ScaledTimeline(1);
    }

    @Override
    public Instant instant() {
        if (scale == 1) {
            return Instant.now();
        }
        return start.plusNanos((long) ((System.nanoTime() - startNanos) * scale));
    }

    @Override
    public Wake wakeAt(Instant due, Runnable task) {
        Duration ahead = Duration.between(instant(), due);
        long millis = ahead.isNegative() ? 0 : (long) Math.ceil(ahead.toMillis() / scale);
        Future<?> future = executor.schedule(() -> runLogged(task), millis, TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
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
}
