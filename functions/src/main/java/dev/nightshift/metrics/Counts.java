package dev.nightshift.metrics;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.MDC;

/**
 * Counts while a function works, in memory, and tells it in one line when the invocation is over.
 * May be used from several threads; invocations side by side in one process share it, and the first
 * that is over tells for both.
 */
@Singleton
public final class Counts {
    /** What is of more kinds than these is counted as of others. */
    private static final int MOST_KINDS = 20;

    private final Metrics metrics;
    private final Map<Metric, BigDecimal> figures = new EnumMap<>(Metric.class);
    private final Map<String, Long> errors = new TreeMap<>();

    public Counts(Metrics metrics) {
        this.metrics = metrics;
    }

    /** Counts something, so often; 0 has it told though it did not happen. */
    public synchronized void add(Metric metric, long times) {
        figures.merge(metric, BigDecimal.valueOf(times), BigDecimal::add);
    }

    /**
     * Counts an error.
     *
     * @param kind what it was, in a word or two that may stand in a log
     */
    public synchronized void addError(Metric metric, String kind) {
        add(metric, 1);
        boolean isNamed = errors.size() < MOST_KINDS || errors.containsKey(kind);
        errors.merge(isNamed ? kind : "other", 1L, Long::sum);
    }

    /** Tells what was counted since this was last asked. */
    public synchronized void tell() {
        if (figures.isEmpty()) {
            return;
        }
        Map<String, String> about = new HashMap<>(MDC.getCopyOfContextMap());
        errors.forEach(
                (kind, times) -> about.merge("errors", times + " " + kind, "%s, %s"::formatted));
        metrics.tell(about, figures);
        figures.clear();
        errors.clear();
    }
}
