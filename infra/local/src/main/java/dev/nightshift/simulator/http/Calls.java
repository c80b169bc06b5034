package dev.nightshift.simulator.http;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How often each endpoint has been called since the start, failed calls included. */
public final class Calls {
    private final Map<Endpoint, LongAdder> counts =
            Arrays.stream(Endpoint.values())
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    Function.identity(), _ -> new LongAdder()));

    public long of(Endpoint endpoint) {
        return adder(endpoint).sum();
    }

    /** All calls of all endpoints. */
    public long total() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Counts one call and returns its number at the endpoint, from 1. */
    synchronized long next(Endpoint endpoint) {
        adder(endpoint).increment();
        return adder(endpoint).sum();
    }

    private LongAdder adder(Endpoint endpoint) {
        return counts.getOrDefault(endpoint, new LongAdder());
    }
}
