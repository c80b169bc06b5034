package dev.nightshift.local;

import dev.nightshift.local.function.FunctionHost;
import dev.nightshift.statemachine.Engine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * A running local cloud. Everything it keeps lies in its folder, so that it may be closed, or its
 * process killed, at any moment: started again from the same folder it goes on.
 */
public final class LocalStack implements AutoCloseable {
    private final StackDescription description;
    private final InstantSource clock;
    private final Engine engine;
    private final FunctionHost functions;
    private final Parts parts;

    LocalStack(
            StackDescription description,
            InstantSource clock,
            Engine engine,
            FunctionHost functions,
            Parts parts) {
        this.description = description;
        this.clock = clock;
        this.engine = engine;
        this.functions = functions;
        this.parts = parts;
    }

    /**
     * Starts what the template declares.
     *
     * @throws StackInUseException if a stack runs from the folder
     * @throws LocalStackException if the template is refused, a port is taken or the folder cannot
     *     be written
     */
    public static LocalStack start(StackSettings settings) {
        return new StackStart(settings).run();
    }

    /** Where it is found and what is in it. */
    public StackDescription description() {
        return description;
    }

    /** The time that everything in the stack goes by. */
    public InstantSource clock() {
        return clock;
    }

    /**
     * Waits, by the clock on the wall, until no job goes on before its time comes. For those who
     * move the stack's timeline themselves.
     *
     * @return whether that came about in time
     */
    public boolean awaitIdle(Duration atMost) throws InterruptedException {
        return engine.awaitIdle(atMost);
    }

    /** How often states of the state machine began since the start, repeats included. */
    public long steps() {
        return engine.steps();
    }

    /** How often each function ran since the start, and for how long, by its logical id. */
    public Map<String, FunctionHost.Ran> ran() {
        return functions.ran();
    }

    /**
     * Stops: the API first, then the functions, which get two seconds to end, then the state
     * machine, whose executions go on at the next start, and at last the stores.
     */
    @Override
    public void close() {
        parts.close();
    }
}
