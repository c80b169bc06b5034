package dev.nightshift.job;

import dev.nightshift.pricing.Usage;
import dev.nightshift.record.Tally;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.math.BigDecimal;

/**
 * What a batch or a job came to.
 *
 * @param tally its records by outcome
 * @param usage tokens, as the replies say
 * @param cost what the tokens cost at the batch price, in US dollars
 * @param realtimeCost what they would have cost in real time
 * @param unpriced replies of a model that the price table does not hold; they are in neither cost
 * @param oddLines lines of OpenAI's files that led to no record, or to one that had its reply
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record Summary(
        Tally tally,
        Usage usage,
        BigDecimal cost,
        BigDecimal realtimeCost,
        long unpriced,
        long oddLines) {

    public static final Summary NOTHING =
            new Summary(Tally.EMPTY, Usage.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, 0, 0);

    public Summary plus(Summary other) {
        return new Summary(
                tally.plus(other.tally),
                usage.plus(other.usage),
                cost.add(other.cost),
                realtimeCost.add(other.realtimeCost),
                unpriced + other.unpriced,
                oddLines + other.oddLines);
    }
}
