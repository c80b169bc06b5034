package dev.nightshift.simulator.http;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How often each endpoint has been called since the start, failed calls included, and how many of
 * those calls have no answer yet.
 */
public final class Calls {
    private final Map<Endpoint, LongAdder> counts =
            Arrays.stream(Endpoint.values())
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    Function.identity(), _ -> new LongAdder()));

    private final Map<Endpoint, UnderWay> underWay = new ConcurrentHashMap<>();

    /**
     * Calls without an answer.
     *
     * @param most the most that there were at once since the start
     */
    private record UnderWay(int now, int most) {
        UnderWay plus(int more) {
            return new UnderWay(now + more, Math.max(most, now + more));
        }
    }

    /** How many calls of an endpoint have no answer at the moment. */
    public int underWay(Endpoint endpoint) {
        return underWay.getOrDefault(endpoint, new UnderWay(0, 0)).now;
    }

    /** How many there were at once at most. */
    public int mostUnderWay(Endpoint endpoint) {
        return underWay.getOrDefault(endpoint, new UnderWay(0, 0)).most;
    }

    public long of(Endpoint endpoint) {
        return adder(endpoint).sum();
    }

    /** All calls of all endpoints. */
    public long total() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Counts one call and returns its number at the endpoint, from 1. */
    synchronized long next(Endpoint endpoint) {
        underWay.merge(endpoint, new UnderWay(1, 1), (before, _) -> before.plus(1));
        adder(endpoint).increment();
        return adder(endpoint).sum();
    }

    /** Notes that a call is about to be answered. */
    void ended(Endpoint endpoint) {
        underWay.computeIfPresent(endpoint, (_, before) -> before.plus(-1));
    }

    private LongAdder adder(Endpoint endpoint) {
        return counts.getOrDefault(endpoint, new LongAdder());
    }
}
