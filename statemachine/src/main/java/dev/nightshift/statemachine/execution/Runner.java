package dev.nightshift.statemachine.execution;

import dev.nightshift.statemachine.lambda.LambdaInvoker;
import dev.nightshift.time.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs transitions one after the other, each durable before anything comes of it.
 *
 * <p>One thread does what is ready, what falls due and what functions answer, many transitions to a
 * commit when there is much to do. Requests make their transition on their own thread, under the
 * same lock, and commit before they return. Only a running function has a thread of its own; of
 * what waits, memory holds an entry of the agenda.
 */
public final class Runner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

    /** Transitions to a commit: enough to be quick, few enough that a request need not wait. */
    private static final int BATCH = 64;

    private final LongAdder steps = new LongAdder();
    private final Timeline time;
    private final Calls calls;
    private final Names names;
    private final Store store;
    private final Definitions definitions;
    private final Retention retention;
    private final Alarm alarm;
    private final Pace pace;
    private final Thread worker =
            Thread.ofPlatform().daemon().name("statemachine").unstarted(this::work);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Backlog backlog = new Backlog();
    private @Nullable Instant forgetAt;
    private int calling;
    private boolean closed;

    private Runner(Path file, Timeline time, LambdaInvoker lambda, Names names) {
        this.time = time;
        this.calls = new Calls(lambda, this::answered);
        this.names = names;
        this.store = new Store(file);
        this.definitions = new Definitions(store);
        this.retention = new Retention(store);
        this.alarm = new Alarm(time, this::woken);
        this.pace = new Pace(time);
    }

    /** Opens the file, or makes it, and goes on with every execution in it. */
    public static Runner open(Path file, Timeline time, LambdaInvoker lambda, Names names) {
        Runner runner = new Runner(file, time, lambda, names);
        runner.recover();
        runner.worker.start();
        return runner;
    }

    /** How often states began since the file was opened, repeats included. */
    public long steps() {
        return steps.sum();
    }

    /**
     * Makes one transition, durable on return.
     *
     * @throws RequestException thrown by {@code work}; then nothing has changed
     */
    <T extends @Nullable Object> T transact(Function<Interpreter, T> work) {
        lock.lock();
        try {
            T result = attempt(work);
            commit();
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #transact}, for what may find that its execution can go no further. */
    void advance(long execution, Consumer<Interpreter> work) {
        lock.lock();
        try {
            move(execution, work);
            commit();
        } finally {
            lock.unlock();
        }
    }

    /** Makes a transition that the next commit will hold. */
    private <T extends @Nullable Object> T attempt(Function<Interpreter, T> work) {
        if (closed) {
            throw new IllegalStateException("the engine is closed");
        }
        Transition tx = new Transition(store, definitions, names, now());
        try {
            T result = work.apply(new Interpreter(tx));
            backlog.add(tx);
            store.keep();
            steps.add(tx.steps());
            return result;
        } finally {
            store.drop(); // of what has been kept, nothing is left to drop
        }
    }

    private void move(long execution, Consumer<Interpreter> work) {
        try {
            attempt(doing(work));
        } catch (ExecutionFault fault) {
            fail(fault.execution(), String.valueOf(fault.getMessage()));
        } catch (RequestException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("Execution {} cannot go on", execution, e);
            fail(execution, "The engine failed: " + e);
        }
    }

    /** The execution above may be at its own end: then that one fails, and takes this one along. */
    private void fail(long execution, String cause) {
        Failure failure = Failure.runtime(cause);
        try {
            attempt(doing(i -> i.executions.giveUp(execution, failure)));
        } catch (ExecutionFault fault) {
            fail(fault.execution(), String.valueOf(fault.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("Execution {} cannot even fail", execution, e);
        }
    }

    private static Function<Interpreter, Boolean> doing(Consumer<Interpreter> work) {
        return interpreter -> {
            work.accept(interpreter);
            return true;
        };
    }

    /** Only now may functions be called: what calls them is in the file. */
    private void commit() {
        store.commit();
        List<Invocation> made = backlog.takeCalls();
        calling += made.size();
        made.forEach(calls::make);
        forgetAt = retention.due();
        alarm.set(Phase.earlier(backlog.nextDue(), forgetAt));
        pace.set(working());
        changed.signalAll();
    }

    private void answered(Backlog.Answer answer) {
        lock.lock();
        try {
            calling--;
            backlog.add(answer);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            while (awaitWork()) {
                doSome();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            // The file cannot be written: what was not committed must not be gone on with.
            LOG.error("The engine has stopped", e);
            close();
        }
    }

    private void doSome() {
        lock.lock();
        try {
            if (!closed && forgettingIsDue()) {
                forgetAt = null;
                attempt(doing(i -> retention.forgetSome(i.tx.now())));
            }
            for (int i = 0; i < BATCH && !closed && hasWork(); i++) {
                doNext();
            }
            if (!closed) {
                commit();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is something to do; false when there never will be. */
    private boolean awaitWork() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && !hasWork()) {
                changed.await();
            }
            pace.set(!closed);
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean working() {
        return calling > 0 || hasWork();
    }

    private boolean hasWork() {
        return backlog.hasWork(now()) || forgettingIsDue();
    }

    private boolean forgettingIsDue() {
        return forgetAt != null && !forgetAt.isAfter(now());
    }

    private void doNext() {
        backlog.takeDue(now()).forEach(id -> move(id.execution(), i -> i.due(id)));
        Backlog.Answer answer = backlog.takeAnswer();
        if (answer != null) {
            Invocation call = answer.call();
            FrameId id = call.frame();
            move(id.execution(), i -> i.tasks.returned(id, call.attempt(), answer.result()));
        }
        FrameId ready = backlog.takeReady();
        if (ready != null) {
            move(ready.execution(), i -> i.step(ready));
        }
    }

    private void woken() {
        lock.lock();
        try {
            alarm.rung();
            if (!closed && !hasWork()) {
                alarm.set(
                        Phase.earlier(
                                backlog.nextDue(),
                                forgetAt)); // woken a fraction of a millisecond early
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Instant now() {
        return time.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Rebuilds from the file what is kept in memory. */
    private void recover() {
        lock.lock();
        try {
            List<FrameId> lost = new ArrayList<>();
            for (Frame frame : store.frames.all()) {
                backlog.add(frame);
                if (frame.phase() instanceof Phase.FannedOut) {
                    backlog.stepAgain(frame.id());
                }
                if (frame.phase() instanceof Phase.Working working && working.calling()) {
                    lost.add(frame.id());
                }
            }
            store.executions.all().forEach(backlog::add);
            lost.forEach(id -> move(id.execution(), i -> i.tasks.lost(id)));
            commit();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits, by the clock on the wall, until nothing is ready, nothing is due, and no function
     * runs: until only time, or an answer from outside, can move anything.
     *
     * @return whether that came about in time
     */
    public boolean awaitIdle(Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (!closed && working()) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Stops between two transitions; functions still running end unheard. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                alarm.set(null);
                pace.set(false);
                store.close();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
