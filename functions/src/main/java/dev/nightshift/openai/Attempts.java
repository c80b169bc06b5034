package dev.nightshift.openai;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes a call until it succeeds, fails for good, or has been tried often enough. Between attempts
 * it waits as long as OpenAI asks, else half a second, doubled each time up to eight, and up to a
 * quarter less by chance, so that many callers do not return at once. Source: the retry rules of
 * OpenAI's own client libraries, without their repeating of quota errors and of creates.
 */
@Singleton
final class Attempts {
    /** A longer wait is the caller's to plan. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private static final long FIRST_BACKOFF_MILLIS = 500;
    private static final long LONGEST_BACKOFF_MILLIS = 8_000;

    private final int limit;
    private final Pause pause;
    private final CallCounts counts;

    @Inject
    Attempts(OpenAiSettings settings, Pause pause, CallCounts counts) {
        this(settings.attempts(), pause, counts);
    }

    private Attempts(int limit, Pause pause, CallCounts counts) {
        this.limit = limit;
        this.pause = pause;
        this.counts = counts;
    }

    /** Makes a call a single time and never waits. */
    Attempts once() {
        return new Attempts(1, pause, counts);
    }

    /**
     * Makes a call.
     *
     * @param name for messages, as {@code GET /batches/batch_1}
     * @param effect what making it twice would do
     * @throws X what the caller's side of the call throws, at once
     */
    <T, X extends Exception> T make(String name, Effect effect, Call<T, X> call) throws X {
        for (int made = 1; ; made++) {
            Attempt<T> attempt = call.make();
            counts.add(attempt);
            Setback setback;
            switch (attempt) {
                case Attempt.Done<T>(T value) -> {
                    return value;
                }
                case Attempt.Failed<T>(Failure failure) -> setback = after(name, effect, failure);
                case Attempt.Broken<T>(boolean sent, Throwable cause) ->
                        setback = after(name, effect, sent, cause);
            }
            if (!setback.repeatable() || made >= limit || !waits(setback.asked(), made)) {
                throw setback.exception();
            }
        }
    }

    private static Setback after(String name, Effect effect, Failure failure) {
        if (failure.family() == ErrorFamily.UNAVAILABLE && !effect.isUndoneBy(failure)) {
            String message =
                    name + " may or may not have happened: HTTP " + failure.error().status();
            return new Setback(
                    new OutcomeUnknownException(message, failure.error(), null), false, null);
        }
        return new Setback(
                failure.toException(name), failure.worthRepeating(), failure.retryAfter());
    }

    private static Setback after(String name, Effect effect, boolean sent, Throwable cause) {
        if (sent && !effect.mayRepeatUnanswered()) {
            return new Setback(
                    new OutcomeUnknownException(
                            name + " may or may not have happened: no readable answer came",
                            OpenAiError.NO_ANSWER,
                            cause),
                    false,
                    null);
        }
        String message = name + " failed: " + (sent ? "no readable answer came" : "no connection");
        return new Setback(
                new OpenAiUnavailableException(message, OpenAiError.NO_ANSWER, null, cause),
                true,
                null);
    }

    /** Waits before the next attempt; false if that is not worth it or the thread is to end. */
    private boolean waits(@Nullable Duration asked, int made) {
        if (asked != null && asked.compareTo(LONGEST_WAIT) > 0) {
            return false;
        }
        if (Thread.currentThread().isInterrupted()) {
            return false;
        }
        try {
            pause.pause(asked != null ? asked : backoff(made));
            return true;
        } catch (InterruptedException asksToEnd) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Duration backoff(int made) {
        long longest =
                Math.min(FIRST_BACKOFF_MILLIS << Math.min(made - 1, 10), LONGEST_BACKOFF_MILLIS);
        return Duration.ofMillis(longest - ThreadLocalRandom.current().nextLong(longest / 4 + 1));
    }

    /** One attempt of a call. */
    @FunctionalInterface
    interface Call<T, X extends Exception> {
        Attempt<T> make() throws X;
    }

    /** What is thrown unless the call is made again, and after which wait it may be. */
    private record Setback(
            OpenAiException exception, boolean repeatable, @Nullable Duration asked) {}
}
