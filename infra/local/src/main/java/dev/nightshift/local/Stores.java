package dev.nightshift.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What the functions use, started all at the same time; to be closed after them. */
final class Stores implements AutoCloseable {
    private final Parts started = new Parts();
    private final List<CompletableFuture<Void>> starts = new ArrayList<>();

    /** Begins to start one; {@link #await} tells how that ended. */
    void start(Starter starter) {
        starts.add(
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                started.add(starter.start());
                            } catch (IOException e) {
                                throw new CompletionException(e);
                            }
                        },
                        task -> Thread.ofPlatform().name("stack-start").start(task)));
    }

    /** Waits until all have started, or one has not. */
    void await() throws IOException {
        try {
            CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case null, default -> throw e;
            }
        }
    }

    @Override
    public void close() {
        started.close();
    }

    /** Starts one. */
    interface Starter {
        AutoCloseable start() throws IOException;
    }
}
