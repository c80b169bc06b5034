package dev.nightshift.cli;

import dev.nightshift.cli.api.JobView;
import dev.nightshift.job.JobStatus;
import dev.nightshift.job.Summary;
import dev.nightshift.pricing.Lane;
import dev.nightshift.pricing.Money;
import dev.nightshift.pricing.Price;
import dev.nightshift.pricing.Prices;
import dev.nightshift.pricing.Usage;
import dev.nightshift.record.OutcomeKind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What a job of a file's first records came to, and what it says of the whole file. */
final class Sample {
    private final JobView job;
    private final Summary summary;
    private final long sent;
    private final CheckedInput input;
    private final Prices prices;

    /**
     * @param job that is over
     * @param input the whole file
     */
    Sample(JobView job, CheckedInput input, Prices prices) {
        this.job = job;
        this.summary = job.summary().orElse(Summary.NOTHING);
        this.sent =
                summary.tally().total()
                        - summary.tally().count(OutcomeKind.SKIPPED)
                        - summary.tally().count(OutcomeKind.FILTERED)
                        - summary.tally().unpaid();
        this.input = input;
        this.prices = prices;
    }

    /**
     * Refuses where the sample says that the rest would come to nothing, whoever agreed to it.
     *
     * @throws CommandException when it failed, or none of its records succeeded
     */
    void requireSuccess() {
        if (job.status() == JobStatus.FAILED) {
            throw new CommandException(
                    ExitCode.JOB_FAILED,
                    "the sample, job %s, failed: %s; the rest was not begun"
                            .formatted(job.id(), job.failure()));
        }
        if (summary.tally().count(OutcomeKind.SUCCEEDED) == 0) {
            throw new CommandException(
                    ExitCode.SOME_FAILED,
                    "no record of the sample succeeded; the rest was not begun, 'nightshift results %s' brings what came back"
                            .formatted(job.id()));
        }
    }

    List<String> lines() {
        TextTable table = new TextTable("  ", "ll");
        for (OutcomeKind kind : OutcomeKind.values()) {
            long count = summary.tally().count(kind);
            if (count > 0) {
                table.add(kind.wire(), shareOfRows(count));
            }
        }
        return table.add("cost", cost().orElse(whyUnknown())).lines();
    }

    private String shareOfRows(long count) {
        return "%,d of %,d, %.0f %%".formatted(count, job.rows(), 100.0 * count / job.rows());
    }

    private String whyUnknown() {
        return sent == 0
                ? "none, for all was done before; --fresh measures it again"
                : "not known, for the model's price is not known";
    }

    /** Empty where nothing was sent, or the price is not known. */
    private Optional<String> cost() {
        if (sent == 0 || summary.unpriced() > 0) {
            return Optional.empty();
        }
        BigDecimal each = divided(summary.realtimeCost(), sent);
        BigDecimal all = each.multiply(BigDecimal.valueOf(input.usable()));
        LocalDate day = LocalDate.ofInstant(job.created(), ZoneOffset.UTC);
        return prices.of(job.model(), day)
                .map(
                        price ->
                                "%s a record in real time; the whole file about %s in batches, %s in real time"
                                        .formatted(
                                                Money.format(each),
                                                Money.format(all.multiply(batchShare(price))),
                                                Money.format(all)));
    }

    /** What an average request costs in a batch, as a share of what it costs in real time. */
    private BigDecimal batchShare(Price price) {
        Usage all = summary.usage();
        Usage average =
                new Usage(
                        all.inputTokens() / sent,
                        all.cachedInputTokens() / sent,
                        all.outputTokens() / sent,
                        all.reasoningTokens() / sent);
        BigDecimal realtime = price.cost(average, Lane.REALTIME);
        return realtime.signum() == 0
                ? BigDecimal.ONE
                : price.cost(average, Lane.BATCH).divide(realtime, MathContext.DECIMAL64);
    }

    private static BigDecimal divided(BigDecimal sum, long count) {
        return sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL64);
    }
}
