package dev.nightshift.local.function;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;

/** A function that can be invoked, wherever it runs. */
sealed interface Callee extends AutoCloseable permits ExternalFunction, HostedFunction {

    /** What logs call it. */
    String name();

    /** How long one invocation may take. */
    Duration timeout();

    boolean isCalled(FunctionName name);

    /** What to call it on. Whoever waits for it longer than its timeout interrupts the thread. */
    ThreadFactory threads();

    /**
     * Invokes it and waits for what comes of it.
     *
     * @param json the request
     */
    InvocationResult call(String json, String requestId);

    @Override
    void close();
}
