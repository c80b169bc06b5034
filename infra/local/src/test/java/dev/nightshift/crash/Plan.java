package dev.nightshift.crash;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the processes that work for one job are to die, and where they came by. */
final class Plan {
    private static final boolean EVERYWHERE = Boolean.getBoolean("crash.halt.everywhere");

    private final Map<Point, Life> seen = new LinkedHashMap<>();
    private final Map<Point, Point> next = new HashMap<>();
    private final Set<Point> armed = new LinkedHashSet<>();
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final Set<String> met = new LinkedHashSet<>();
    private final Set<String> spoiled = ConcurrentHashMap.newKeySet();
    private final AtomicInteger directCalls = new AtomicInteger();
    private final Map<String, Integer> begun = new HashMap<>();
    private final Map<String, Integer> answered = new HashMap<>();
    private boolean isInAnotherRun;
    private Fate fate = Fate.DIES;
    private volatile Weather weather = Weather.FAIR;

    /** Has a process meet this fate at each of these points, the first time it comes by. */
    synchronized void arm(Collection<Point> points, Fate then) {
        armed.addAll(points);
        fate = then;
    }

    synchronized Fate fate() {
        return fate;
    }

    /** Notes that a process begins a step; the how manieth it is, from 1. */
    synchronized int begins(String step) {
        return begun.merge(step, 1, Integer::sum);
    }

    /** Notes that the caller of a process has heard of it. */
    synchronized void noteAnswer(String step, int nth) {
        answered.merge(step, nth, Math::max);
        notifyAll();
    }

    /** Notes that another run of the job has begun. */
    synchronized void noteAnotherRun() {
        isInAnotherRun = true;
        notifyAll();
    }

    /** Whether a process that was taken for gone goes on: the {@code nth} that began a step. */
    synchronized boolean hasTurn(String step, int nth) {
        return switch (fate) {
            case DIES -> false;
            case IS_LEFT -> answered.getOrDefault(step, 0) > nth;
            case RETURNS_LATE -> isInAnotherRun;
        };
    }

    /** Waits until it does. */
    synchronized void awaitTurn(String step, int nth) throws InterruptedException {
        while (!hasTurn(step, nth)) {
            wait();
        }
    }

    /** Has every call fail the first time that it is made. */
    void spoil(Weather by) {
        weather = by;
    }

    /** Where processes came by since this was asked before. */
    synchronized Trace recorded() {
        var trace = new Trace(List.copyOf(seen.keySet()), Map.copyOf(next));
        seen.clear();
        next.clear();
        return trace;
    }

    /** The names of the points where no process has died yet that was to. */
    synchronized List<String> namesLeft() {
        return armed.stream().map(Point::toString).toList();
    }

    /** Whether a process is still to die in a step. */
    synchronized boolean isFatalIn(String step) {
        return armed.stream().anyMatch(point -> point.step().equals(step));
    }

    /** Where no process has died yet that was to. */
    synchronized Set<Point> left() {
        return Set.copyOf(armed);
    }

    /**
     * Notes that a process calls nobody between the end of a call and the beginning of another; not
     * with {@code -Pcrash}, which takes nothing for granted.
     */
    synchronized void noteNext(Life process, Point end, Point beginning) {
        if (!EVERYWHERE && seen.get(end) == process) {
            next.put(end, beginning);
        }
    }

    /**
     * Whether the process that has come here meets its fate.
     *
     * @param ended the end of a call since which it has called nobody; null when there is none
     */
    synchronized boolean isFatal(Life process, @Nullable Point ended, Point here) {
        seen.putIfAbsent(here, process);
        boolean isFatal = armed.remove(here) || names.contains(here.toString());
        if (isFatal) {
            Stream.of(here, ended).filter(Objects::nonNull).map(Point::toString).forEach(met::add);
        }
        return isFatal;
    }

    /** The names of the points at which processes have met their fate. */
    synchronized Set<String> met() {
        return Set.copyOf(met);
    }

    /** Has a process die at points of which only the names are known. */
    void armByName(List<String> ofPoints) {
        names.addAll(ofPoints);
    }

    /** Notes that OpenAI was asked for an answer at once. */
    void noteDirectCall() {
        directCalls.incrementAndGet();
    }

    /** How often OpenAI was asked for an answer at once. */
    int directCalls() {
        return directCalls.get();
    }

    /** Notes that a process of which nothing else is heard died at a point of this name. */
    synchronized void noteDeath(String name) {
        armed.removeIf(point -> point.toString().equals(name));
        met.add(name);
    }

    /**
     * How a call is to fail: every call of a function does once, whichever batch it is about; with
     * {@code -Pcrash} every call of every step, the first time that it is made.
     */
    Weather weatherAt(String step, Call call) {
        String name = step + " " + call;
        boolean isNew =
                weather != Weather.FAIR
                        && spoiled.add(EVERYWHERE ? name : name.replaceAll("\\d+", "~"));
        return isNew ? weather : Weather.FAIR;
    }
}
