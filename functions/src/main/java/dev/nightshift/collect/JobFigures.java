package dev.nightshift.collect;

import dev.nightshift.job.Job;
import dev.nightshift.job.JobStatus;
import dev.nightshift.job.Summary;
import dev.nightshift.metrics.Metric;
import dev.nightshift.metrics.Metrics;
import dev.nightshift.record.OutcomeKind;
import dev.nightshift.record.Tally;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** What is told of a job when a run of it ends. */
final class JobFigures {
    private JobFigures() {}

    static Map<String, String> about(Job job) {
        return Map.of(
                "job", job.id().value(),
                "task", job.task(),
                "model", job.model(),
                "lane", job.lane().wire());
    }

    static Map<Metric, BigDecimal> of(Job job, JobStatus status, Summary summary, Instant now) {
        Map<Metric, BigDecimal> figures = new EnumMap<>(Metric.class);
        figures.put(Metric.JOBS, BigDecimal.ONE);
        figures.put(Metric.JOBS_FAILED, oneIf(status == JobStatus.FAILED));
        figures.put(Metric.JOBS_PAUSED, oneIf(status == JobStatus.PAUSED));
        figures.put(Metric.JOB_TIME, Metrics.seconds(job.created(), now));
        if (job.prepared() != null && job.round() == 1) {
            figures.put(Metric.PREPARE_TIME, Metrics.seconds(job.created(), job.prepared()));
        }
        Tally tally = summary.tally();
        figures.put(Metric.RECORDS, BigDecimal.valueOf(tally.total()));
        figures.put(
                Metric.RECORDS_SUCCEEDED, BigDecimal.valueOf(tally.count(OutcomeKind.SUCCEEDED)));
        figures.put(Metric.RECORDS_NEEDING_ATTENTION, BigDecimal.valueOf(tally.needingAttention()));
        figures.put(Metric.INPUT_TOKENS, BigDecimal.valueOf(summary.usage().inputTokens()));
        figures.put(Metric.OUTPUT_TOKENS, BigDecimal.valueOf(summary.usage().outputTokens()));
        figures.put(Metric.COST_USD, summary.cost());
        return figures;
    }

    private static BigDecimal oneIf(boolean holds) {
        return holds ? BigDecimal.ONE : BigDecimal.ZERO;
    }
}
