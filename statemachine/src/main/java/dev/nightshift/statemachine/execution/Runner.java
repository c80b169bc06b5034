package dev.nightshift.statemachine.execution;

import dev.nightshift.statemachine.lambda.LambdaInvoker;
import dev.nightshift.statemachine.lambda.LambdaResult;
import dev.nightshift.time.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs transitions one after the other, each made durable before anything comes of it.
 *
 * <p>One thread steps what is ready and what falls due; requests and answers of functions make
 * their transition on their own thread, under the same lock. Only a running function has a thread
 * of its own. Of what waits, memory holds an entry of the agenda.
 */
public final class Runner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

    private final Timeline time;
    private final LambdaInvoker lambda;
    private final Names names;
    private final Store store;
    private final Definitions definitions;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Agenda agenda = new Agenda();
    private final Set<FrameId> ready = new LinkedHashSet<>();
    private final Thread worker =
            Thread.ofPlatform().daemon().name("statemachine").unstarted(this::work);
    private int calls;
    private boolean working;
    private boolean closed;
    private Timeline.@Nullable Wake wake;
    private @Nullable Instant wakeAt;

    private Runner(Path file, Timeline time, LambdaInvoker lambda, Names names) {
        this.time = time;
        this.lambda = lambda;
        this.names = names;
        this.store = new Store(file);
        this.definitions = new Definitions(store);
    }

    /** Opens the file, or makes it, and goes on with every execution in it. */
    public static Runner open(Path file, Timeline time, LambdaInvoker lambda, Names names) {
        Runner runner = new Runner(file, time, lambda, names);
        runner.recover();
        runner.worker.start();
        return runner;
    }

    /**
     * Makes one transition.
     *
     * @throws RequestException thrown by {@code work}; then nothing has changed
     */
    <T> T transact(Function<Interpreter, T> work) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the engine is closed");
            }
            Transition tx = new Transition(store, definitions, names, now());
            T result;
            try {
                result = work.apply(new Interpreter(tx));
                store.commit();
            } catch (RuntimeException | Error e) {
                store.drop();
                throw e;
            }
            apply(tx);
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** Makes a transition that may find that its execution can go no further. */
    void advance(long execution, Consumer<Interpreter> work) {
        lock.lock();
        try {
            transact(interpreter -> done(work, interpreter));
        } catch (ExecutionFault fault) {
            fail(fault.execution(), String.valueOf(fault.getMessage()));
        } catch (RequestException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("Execution {} cannot go on", execution, e);
            fail(execution, "The engine failed: " + e);
        } finally {
            lock.unlock();
        }
    }

    private static boolean done(Consumer<Interpreter> work, Interpreter interpreter) {
        work.accept(interpreter);
        return true;
    }

    private void fail(long execution, String cause) {
        transact(
                interpreter ->
                        done(
                                i -> {
                                    Execution row = i.tx.execution(execution);
                                    if (row.running()) {
                                        Failure failure = Failure.runtime(cause);
                                        i.executions.fail(execution, row.events(), failure);
                                    }
                                },
                                interpreter));
    }

    /** What follows from a transition that is durable. */
    private void apply(Transition tx) {
        for (FrameId id : tx.touched()) {
            if (id.number() == FrameId.DEADLINE) {
                agenda.set(id, tx.execution(id.execution()).deadline());
                continue;
            }
            Frame frame = tx.find(id);
            agenda.set(id, frame == null ? null : Phase.due(frame.phase()));
            if (frame != null && frame.phase() instanceof Phase.Ready) {
                ready.add(id);
            }
        }
        ready.addAll(tx.toStepAgain());
        tx.invocations().forEach(this::call);
        arm();
        changed.signalAll();
    }

    private void call(Invocation invocation) {
        calls++;
        Thread.ofVirtual()
                .name("lambda " + invocation.function())
                .start(() -> answer(invocation, invoke(invocation)));
    }

    private LambdaResult invoke(Invocation invocation) {
        try {
            return lambda.invoke(invocation.function(), invocation.payload());
        } catch (RuntimeException | Error e) {
            LOG.error("Calling {} failed", invocation.function(), e);
            return new LambdaResult.ServiceError("Lambda.Unknown", e.toString());
        }
    }

    private void answer(Invocation invocation, LambdaResult result) {
        FrameId id = invocation.frame();
        lock.lock();
        try {
            calls--;
            changed.signalAll();
            if (!closed) {
                advance(
                        id.execution(),
                        interpreter ->
                                interpreter.tasks.returned(id, invocation.attempt(), result));
            }
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            while (true) {
                lock.lockInterruptibly();
                try {
                    working = false;
                    changed.signalAll();
                    while (!closed && ready.isEmpty() && !somethingDue()) {
                        changed.await();
                    }
                    if (closed) {
                        return;
                    }
                    working = true;
                    agenda.takeDue(now()).forEach(this::due);
                    takeReady();
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void due(FrameId id) {
        advance(id.execution(), interpreter -> interpreter.due(id));
    }

    private void takeReady() {
        if (!ready.isEmpty()) {
            FrameId id = ready.iterator().next();
            ready.remove(id);
            advance(id.execution(), interpreter -> interpreter.step(id));
        }
    }

    private boolean somethingDue() {
        Instant next = agenda.next();
        return next != null && !next.isAfter(now());
    }

    /** Asks to be woken when the next thing falls due. */
    private void arm() {
        Instant next = agenda.next();
        if (!Objects.equals(next, wakeAt)) {
            if (wake != null) {
                wake.cancel();
            }
            wakeAt = next;
            wake = next == null ? null : time.wakeAt(next, this::woken);
        }
    }

    private void woken() {
        lock.lock();
        try {
            wakeAt = null;
            if (!closed && !somethingDue()) {
                arm(); // woken a fraction of a millisecond early
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
                agenda.set(frame.id(), Phase.due(frame.phase()));
                switch (frame.phase()) {
                    case Phase.Ready _, Phase.FannedOut _ -> ready.add(frame.id());
                    case Phase.Working working -> {
                        if (working.calling()) {
                            lost.add(frame.id());
                        }
                    }
                    case Phase.Waiting _, Phase.BackingOff _ -> {}
                }
            }
            for (Execution execution : store.executions.all()) {
                agenda.set(FrameId.deadline(execution.id()), execution.deadline());
            }
            lost.forEach(id -> advance(id.execution(), i -> i.tasks.lost(id)));
            arm();
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
            while (working || calls > 0 || !ready.isEmpty() || somethingDue()) {
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
                if (wake != null) {
                    wake.cancel();
                }
                store.close();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        try {
            worker.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
