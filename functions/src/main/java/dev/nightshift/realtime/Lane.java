package dev.nightshift.realtime;

import dev.nightshift.lambda.Deadline;
import dev.nightshift.lambda.StepInterruptedException;
import dev.nightshift.openai.OpenAi;
import dev.nightshift.realtime.Realtime.Ending;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One invocation at work: requests are begun and sent on threads of their own, and what comes of
 * them is gathered here, on the invocation's thread, which alone saves it and decides when to stop.
 * To stop is to let no call begin any more, and to wait for those under way.
 */
final class Lane {
    /** What an invocation keeps of its time for waiting, saving and joining. */
    private static final Duration RESERVE = Duration.ofMinutes(1);

    /** What it keeps of that for saving and joining alone. */
    private static final Duration LAST_RESERVE = Duration.ofSeconds(15);

    /** A longer wait is left to whoever calls the function. */
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(2);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);

    private final Saver saver;
    private final BooleanSupplier cancelled;
    private final Deadline deadline;
    private final Admission admission;
    private final Throttle throttle;
    private final Caller caller;
    private final Feed feed;
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private int gathered;
    private boolean noMore;
    private long lastLook = System.nanoTime();
    private @Nullable Ending stopped;
    private @Nullable RuntimeException broken;

    Lane(
            OpenAi openAi,
            RealtimeSettings settings,
            Path requests,
            long firstOrdinal,
            BitSet answered,
            Saver saver,
            BooleanSupplier cancelled,
            Deadline deadline) {
        this.saver = saver;
        this.cancelled = cancelled;
        this.deadline = deadline;
        // Of the heap an eighth for requests, and an eighth for answers, which lie there three
        // times at worst: as they came, as text, and as a line.
        long room = Runtime.getRuntime().maxMemory() / 8;
        admission = new Admission(settings.maxConcurrency(), room);
        throttle = new Throttle(new Pace(settings.maxConcurrency(), room), InstantSource.system());
        caller = new Caller(openAi, throttle, settings.callsPerRequest());
        feed =
                new Feed(
                        requests,
                        firstOrdinal,
                        answered,
                        admission,
                        throttle,
                        caller,
                        threads,
                        ended);
    }

    /** Sends until nothing is left or it is time to stop. */
    Ending run() {
        try {
            feed.start();
            while (!isDrained() && !isToBeLeft()) {
                gather();
                look();
            }
            save();
            saver.end(isDrained() ? 0 : throttle.state().underWay());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepInterruptedException(e);
        } finally {
            throttle.close();
            threads.shutdownNow();
        }
        if (broken != null) {
            throw broken;
        }
        return stopped == null ? Ending.OVER : stopped;
    }

    private boolean isDrained() {
        return noMore && gathered == feed.begun();
    }

    /** Whether calls under way cannot be waited for any longer. */
    private boolean isToBeLeft() {
        return throttle.isClosed()
                && throttle.state().begun() > 0
                && deadline.isWithin(LAST_RESERVE);
    }

    private void gather() throws InterruptedException {
        Ended one = ended.poll(saver.untilDue().toMillis(), TimeUnit.MILLISECONDS);
        switch (one) {
            case null -> {}
            case Ended.Answered answer -> {
                gathered++;
                saver.add(answer);
            }
            case Ended.Unsent unsent -> {
                gathered++;
                admission.leave(unsent.ticket());
            }
            case Ended.NoMore() -> noMore = true;
            case Ended.Broken(RuntimeException cause) -> {
                broken = broken == null ? cause : broken;
                throttle.close();
            }
        }
        if (saver.untilDue().isZero() || one == null) {
            save();
        }
    }

    private void save() {
        saver.save().forEach(admission::leave);
    }

    private void look() {
        if (throttle.isClosed()) {
            return;
        }
        Throttle.State state = throttle.state();
        if (state.hold().compareTo(LONGEST_HOLD) > 0) {
            stop(new Ending(false, state.hold()));
        } else if (state.begun() > 0 && deadline.isWithin(RESERVE.plus(caller.slowest()))) {
            // Something is sent however late it is: an invocation without progress would be
            // repeated for ever.
            stop(Ending.OUT_OF_TIME);
        } else if (System.nanoTime() - lastLook > BETWEEN_LOOKS.toNanos()) {
            lastLook = System.nanoTime();
            if (cancelled.getAsBoolean()) {
                stop(Ending.OVER);
            }
        }
    }

    private void stop(Ending ending) {
        stopped = ending;
        throttle.close();
    }
}
