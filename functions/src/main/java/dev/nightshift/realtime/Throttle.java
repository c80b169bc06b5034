package dev.nightshift.realtime;

import dev.nightshift.openai.RateLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lets calls begin at their {@link Pace}. For any number of threads, each of which waits here. */
final class Throttle {
    private static final Duration LONGEST_NAP = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition ending = lock.newCondition();
    private final InstantSource clock;
    private final Pace pace;
    private boolean closed;

    Throttle(Pace pace, InstantSource clock) {
        this.pace = pace;
        this.clock = clock;
    }

    /** Waits until a call may begin, and returns its number; empty when none may any more. */
    OptionalLong enter() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                Duration hold = pace.hold(clock.instant());
                if (hold.isZero() && pace.free() > 0) {
                    return OptionalLong.of(pace.begin());
                }
                // Never long: a refusal may hold back those who wait already, and nobody wakes
                // them.
                boolean naps = hold.isZero() || hold.compareTo(LONGEST_NAP) > 0;
                long _ = changed.awaitNanos((naps ? LONGEST_NAP : hold).toNanos());
            }
            return OptionalLong.empty();
        } finally {
            lock.unlock();
        }
    }

    /** A call was answered, see {@link Pace#answered}. */
    void answered(long call, RateLimits left, long tokens, long bytes) {
        change(now -> pace.answered(call, left, tokens, bytes, now));
    }

    /** A call was refused for going too fast, see {@link Pace#refused}. */
    void refused(long call, @Nullable Duration asked) {
        change(now -> pace.refused(call, asked, now));
    }

    /** A call ended in another way. */
    void ended() {
        change(_ -> pace.ended());
    }

    /** Waits for a time of the caller's own; false when it is cut short because all is to end. */
    boolean rest(Duration length) throws InterruptedException {
        Instant end = clock.instant().plus(length);
        lock.lockInterruptibly();
        try {
            while (!closed && clock.instant().isBefore(end)) {
                long _ = ending.awaitNanos(Duration.between(clock.instant(), end).toNanos());
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Lets no call begin any more, and ends every wait. */
    void close() {
        change(
                _ -> {
                    closed = true;
                    changed.signalAll();
                    ending.signalAll();
                });
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** How things stand. */
    State state() {
        lock.lock();
        try {
            return new State(pace.begun(), pace.underWay(), pace.hold(clock.instant()));
        } finally {
            lock.unlock();
        }
    }

    /**
     * How things stand.
     *
     * @param begun calls that have begun
     * @param underWay calls that have not ended
     * @param hold how long no other may begin
     */
    record State(long begun, int underWay, Duration hold) {}

    private void change(Consumer<Instant> change) {
        lock.lock();
        try {
            change.accept(clock.instant());
            for (int free = pace.free(); free > 0; free--) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }
}
