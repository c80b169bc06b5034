package dev.nightshift.cli;

import dev.nightshift.cli.api.JobView;
import dev.nightshift.job.Summary;
import dev.nightshift.pricing.Money;
import java.math.BigDecimal;
import java.math.MathContext;

/** What a record of a job cost so far. */
final class AverageCost {
    private AverageCost() {}

    /** As people read it. */
    static String of(JobView job) {
        Summary summary = job.summary().orElse(Summary.NOTHING);
        boolean isKnown = summary.unpriced() == 0 && summary.tally().total() > 0;
        return isKnown
                ? Money.format(
                        summary.cost()
                                .divide(
                                        BigDecimal.valueOf(summary.tally().total()),
                                        MathContext.DECIMAL64))
                : "what is not known";
    }
}
