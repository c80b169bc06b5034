package dev.nightshift.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What happens when the user presses Ctrl-C: a last word is said and things are put away, once, and
 * the process ends with 130, as the JVM does by itself.
 */
final class Interruption implements AutoCloseable {
    private final Runnable goodbye;
    private final AtomicBoolean hasBegun = new AtomicBoolean();
    private final Thread hook = new Thread(this::run, "interruption");

    private Interruption(Runnable goodbye) {
        this.goodbye = goodbye;
    }

    /** From now on, until closed, an interrupted process says goodbye so. */
    static Interruption with(Runnable goodbye) {
        var interruption = new Interruption(goodbye);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Says goodbye, unless that was done. */
    void run() {
        if (hasBegun.compareAndSet(false, true)) {
            goodbye.run();
        }
    }

    /**
     * To be asked when something went wrong: if the process is ending, what went wrong is that
     * things were put away, and this call never returns.
     */
    void awaitEndIfBegun() throws InterruptedException {
        if (hasBegun.get()) {
            new CountDownLatch(1).await();
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The process is ending, and the hook runs.
        }
    }
}
