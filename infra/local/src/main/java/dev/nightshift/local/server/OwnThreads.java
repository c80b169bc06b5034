package dev.nightshift.local.server;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs a library's start so that the threads it makes can be told from all others. */
final class OwnThreads {
    private OwnThreads() {}

    /** Calls the starter on a thread of a new group; threads it makes belong to the group. */
    static <T> T call(String name, Starter<T> starter) throws IOException {
        ThreadGroup group = new ThreadGroup(name);
        FutureTask<T> task = new FutureTask<>(() -> starter.start(group));
        new Thread(group, task, name).start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(name + " was interrupted while it started", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case null, default -> throw new IOException(e.getMessage(), e);
            }
        }
    }

    /** Starts something with threads. */
    interface Starter<T> {
        T start(ThreadGroup group) throws IOException;
    }
}
