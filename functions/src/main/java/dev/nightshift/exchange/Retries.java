package dev.nightshift.exchange;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/** Repeats what another's work at the same rows, or a lack of room, has stopped. */
final class Retries {
    private static final int MOST = 8;
    private static final long FIRST_MILLIS = 20;
    private static final long LONGEST_MILLIS = 5_000;

    private Retries() {}

    /** Work that may fail by one kind of exception. */
    @FunctionalInterface
    interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /**
     * What the work comes to, after pauses that double and have a random part.
     *
     * @param type what the work fails by
     * @param passes whether a failure may pass by itself
     * @throws E the failure that does not, or the last of many
     */
    static <T, E extends Exception> T of(Class<E> type, Predicate<E> passes, Work<T, E> work)
            throws E {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.run();
            } catch (Exception e) {
                E failure = cast(type, e);
                if (attempt == MOST || !passes.test(failure) || !hasSlept(attempt)) {
                    throw failure;
                }
            }
        }
    }

    private static <E extends Exception> E cast(Class<E> type, Exception e) {
        if (e instanceof RuntimeException unexpected && !type.isInstance(e)) {
            throw unexpected;
        }
        return type.cast(e);
    }

    private static boolean hasSlept(int attempt) {
        long longest = Math.min(LONGEST_MILLIS, FIRST_MILLIS << attempt);
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(longest));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
