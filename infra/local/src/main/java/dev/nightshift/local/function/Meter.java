package dev.nightshift.local.function;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Counts how often functions ran, and for how long in all. */
final class Meter {
    private final Map<String, FunctionHost.Ran> ran = new ConcurrentHashMap<>();

    void note(String function, Duration time) {
        ran.merge(
                function,
                new FunctionHost.Ran(1, time),
                (before, once) ->
                        new FunctionHost.Ran(
                                before.calls() + once.calls(), before.time().plus(once.time())));
    }

    Map<String, FunctionHost.Ran> ran() {
        return new TreeMap<>(ran);
    }
}
