package dev.nightshift.lambda;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does the same to a handful of things at once, which wait for the table. */
public final class InParallel {
    /** As many at once as the connections to AWS allow. */
    public static final int WIDTH = 32;

    private InParallel() {}

    /** What comes of each, in order; the first failure is thrown when all are over. */
    public static <T, R> List<R> each(List<T> things, Function<T, R> work) {
        List<Future<R>> begun = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T thing : things) {
                begun.add(threads.submit(() -> work.apply(thing)));
            }
        }
        List<R> done = new ArrayList<>();
        for (Future<R> one : begun) {
            try {
                done.add(one.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
        return done;
    }
}
