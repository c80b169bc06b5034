package dev.nightshift.local.function;

import dev.nightshift.local.function.InvocationResult.FunctionError;
import dev.nightshift.local.function.InvocationResult.Refusal;
import dev.nightshift.local.function.InvocationResult.Refused;
import dev.nightshift.local.function.InvocationResult.Success;
import dev.nightshift.local.function.InvocationResult.Unknown;
import dev.nightshift.time.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to functions without waiting for what comes of them, <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">as
 * Lambda does</a>: one on which a function fails is tried again after one minute and once more
 * after two; while the function cannot be asked, an event is tried for six hours.
 *
 * <p>What was taken is in the queue's folder until it is over. So an event may come twice: where
 * the process ended after the function and before that was noted.
 */
public final class AsyncInvoker {
    /** The most bytes of an event. */
    public static final int LARGEST_EVENT = 1_048_576;

    private static final Logger LOG = LoggerFactory.getLogger(AsyncInvoker.class);

    private final FunctionHost functions;
    private final Timeline timeline;
    private final EventQueue queue;

    private AsyncInvoker(FunctionHost functions, Timeline timeline, EventQueue queue) {
        this.functions = functions;
        this.timeline = timeline;
        this.queue = queue;
    }

    /**
     * An invoker of these functions, whose delays go by the timeline. It goes on with the events in
     * the folder, however old they are, when the functions are open.
     */
    public static AsyncInvoker open(Path folder, FunctionHost functions, Timeline timeline)
            throws IOException {
        AsyncInvoker made = new AsyncInvoker(functions, timeline, EventQueue.open(folder));
        made.queue.all().forEach(made::await);
        return made;
    }

    /**
     * Takes an event, or says why not, and returns. Taken, it is handed over at once or when the
     * functions are open.
     *
     * @throws UncheckedIOException if it cannot be kept
     */
    public Optional<Refused> take(String function, String event) {
        Optional<Refused> refused = functions.refusal(function, event, LARGEST_EVENT);
        if (refused.isEmpty()) {
            Instant now = timeline.instant();
            QueuedEvent taken = QueuedEvent.accepted(EventQueue.idAt(now), function, event, now);
            try {
                queue.put(taken);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            attempt(taken);
        }
        return refused;
    }

    /** The same for an event of the stack's own, of which nobody hears when it is not taken. */
    public void invoke(String function, String event) {
        take(function, event).ifPresent(refused -> dropped(function, refused));
    }

    private void await(QueuedEvent event) {
        timeline.wakeAt(event.due(), () -> attempt(event));
    }

    private void attempt(QueuedEvent event) {
        Thread.ofVirtual().name("event-for-" + event.function()).start(() -> settle(event));
    }

    private void settle(QueuedEvent event) {
        switch (functions.invoke(event.function(), event.event())) {
            case Success _ -> forget(event);
            case FunctionError _, Unknown _ ->
                    goOn(event, event.failed(timeline.instant()), "it failed too often");
            case Refused(Refusal refusal, String message) -> {
                switch (refusal) {
                    // It stays in the queue for the next start.
                    case CLOSED -> {}
                    case THROTTLED, UNREACHABLE ->
                            goOn(event, event.refused(timeline.instant()), message);
                    case NO_NAME, NO_SUCH_FUNCTION, NOT_JSON, TOO_LARGE ->
                            goOn(event, Optional.empty(), message);
                }
            }
        }
    }

    private void goOn(QueuedEvent event, Optional<QueuedEvent> next, String otherwise) {
        if (next.isPresent()) {
            note(next.get());
            await(next.get());
        } else {
            LOG.warn("An event for {} is dropped: {}", event.function(), otherwise);
            forget(event);
        }
    }

    private static void dropped(String function, Refused refused) {
        LOG.warn("{} was not given an event: {}", function, refused.message());
    }

    /** Where that fails the event is tried once more than it should be after the next start. */
    private void note(QueuedEvent event) {
        try {
            queue.put(event);
        } catch (IOException e) {
            LOG.warn("A try of {} is not noted: {}", event.function(), e.toString());
        }
    }

    /** Where that fails the event comes once more at the next start. */
    private void forget(QueuedEvent event) {
        try {
            queue.remove(event);
        } catch (IOException e) {
            LOG.warn("An event for {} is over and stays: {}", event.function(), e.toString());
        }
    }
}
