package dev.nightshift.local.function;

import dev.nightshift.local.function.InvocationResult.FunctionError;
import dev.nightshift.local.function.InvocationResult.Refused;
import dev.nightshift.local.function.InvocationResult.Success;
import dev.nightshift.time.Timeline;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to functions without waiting for what comes of them. An event on which a function
 * fails is tried again after one minute and once more after two, <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">as on
 * Lambda</a>. Events are kept in memory: those under way when the process ends are lost.
 */
public final class AsyncInvoker {
    private static final Logger LOG = LoggerFactory.getLogger(AsyncInvoker.class);
    private static final List<Duration> DELAYS =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    private final FunctionHost functions;
    private final Timeline timeline;

    /** An invoker of these functions, whose delays go by the timeline. */
    public AsyncInvoker(FunctionHost functions, Timeline timeline) {
        this.functions = functions;
        this.timeline = timeline;
    }

    /** Hands over the event, at once or when the functions are open, and returns. */
    public void invoke(String function, String event) {
        attempt(function, event, 0);
    }

    private void attempt(String function, String event, int retries) {
        Thread.ofVirtual()
                .name("event-for-" + function)
                .start(() -> settle(function, event, retries));
    }

    private void settle(String function, String event, int retries) {
        switch (functions.invoke(function, event)) {
            case Success _ -> {}
            case FunctionError _ when retries < DELAYS.size() ->
                    timeline.wakeAt(
                            timeline.instant().plus(DELAYS.get(retries)),
                            () -> attempt(function, event, retries + 1));
            case FunctionError _ ->
                    LOG.warn(
                            "{} failed {} times on an event, which is dropped",
                            function,
                            retries + 1);
            case Refused(var refusal, String message) ->
                    LOG.warn("{} was not given an event: {} {}", function, refusal, message);
        }
    }
}
