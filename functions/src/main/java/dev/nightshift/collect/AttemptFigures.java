package dev.nightshift.collect;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.job.Job;
import dev.nightshift.metrics.Metric;
import dev.nightshift.metrics.Metrics;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** What is told of an attempt when it is collected; nothing where its end was not seen. */
final class AttemptFigures {
    private AttemptFigures() {}

    static Map<String, String> about(Job job, BatchAttempt attempt) {
        return Map.of(
                "job",
                job.id().value(),
                "batch",
                Integer.toString(attempt.batch()),
                "attempt",
                Integer.toString(attempt.attempt()),
                "lane",
                attempt.lane().wire(),
                Metrics.MODEL,
                job.model());
    }

    static Map<Metric, BigDecimal> of(BatchAttempt attempt, Instant collected) {
        Map<Metric, BigDecimal> figures = new EnumMap<>(Metric.class);
        Instant submitted = attempt.submitted();
        Instant over = attempt.over();
        if (over != null) {
            figures.put(Metric.COLLECT_TIME, Metrics.seconds(over, collected));
            if (submitted != null) {
                figures.put(Metric.BATCH_TIME, Metrics.seconds(submitted, over));
            }
        }
        return figures;
    }
}
