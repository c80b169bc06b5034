package dev.nightshift.reconcile;

import dev.nightshift.budget.Budget;
import dev.nightshift.budget.Figures;
import dev.nightshift.governor.Depth;
import dev.nightshift.governor.Governor;
import dev.nightshift.job.Job;
import dev.nightshift.metrics.Metric;
import dev.nightshift.metrics.Metrics;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Tells how it stands with a stack: its jobs, the queues of their models, the month's money. */
@Singleton
final class Situation {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Governor governor;
    private final Budget budget;
    private final Metrics metrics;

    Situation(Governor governor, Budget budget, Metrics metrics) {
        this.governor = governor;
        this.budget = budget;
        this.metrics = metrics;
    }

    /** Tells it; two reads for each model of a job that is under way, and one for the month. */
    void tell(List<Job> underWay, int stuck) {
        Map<Metric, BigDecimal> figures = new EnumMap<>(Metric.class);
        figures.put(Metric.JOBS_UNDER_WAY, BigDecimal.valueOf(underWay.size()));
        figures.put(Metric.JOBS_STUCK, BigDecimal.valueOf(stuck));
        Figures month = budget.month(budget.thisMonth());
        if (month.cap() != null) {
            figures.put(Metric.BUDGET_SPENT, percent(month.spent(), month.cap()));
            figures.put(
                    Metric.BUDGET_COMMITTED,
                    percent(month.spent().add(month.reserved()), month.cap()));
        }
        metrics.tell(Map.of(), figures);
        underWay.stream().map(Job::model).distinct().forEach(this::tellQueue);
    }

    private void tellQueue(String model) {
        Depth depth = governor.depth(model);
        metrics.tell(
                Map.of(Metrics.MODEL, model),
                Map.of(
                        Metric.BATCHES_AT_OPENAI, BigDecimal.valueOf(depth.held()),
                        Metric.BATCHES_WAITING, BigDecimal.valueOf(depth.waiting())));
    }

    /** Of a cap of nothing all is spent. */
    private static BigDecimal percent(BigDecimal part, BigDecimal cap) {
        return cap.signum() == 0
                ? HUNDRED
                : part.multiply(HUNDRED).divide(cap, 1, RoundingMode.HALF_UP);
    }
}
