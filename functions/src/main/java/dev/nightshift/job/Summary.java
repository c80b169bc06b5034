package dev.nightshift.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nightshift.pricing.Usage;
import dev.nightshift.record.Tally;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt, a batch or a job came to.
 *
 * @param tally its records by outcome, as they stand after it
 * @param usage tokens, as the replies say
 * @param cost what the tokens cost in the lane they took, in US dollars
 * @param realtimeCost what they would have cost in real time
 * @param singlyCost what they would have cost there with a call for each question; null in a
 *     summary of an earlier version
 * @param unpriced replies of a model that the price table does not hold; they are in neither cost
 * @param oddLines lines of OpenAI's files that led to no record, or to one that had its reply
 * @param uncertain direct calls at most that were paid without leaving an answer; they are in
 *     neither cost
 * @param sentAgain records that another attempt carried, by what was to help them
 * @param disagreements where OpenAI's own count of tokens is not the sum over its lines, a sentence
 *     each; the first {@value #MOST_DISAGREEMENTS}
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Summary(
        Tally tally,
        Usage usage,
        BigDecimal cost,
        BigDecimal realtimeCost,
        @Nullable BigDecimal singlyCost,
        long unpriced,
        long oddLines,
        long uncertain,
        Map<String, Long> sentAgain,
        List<String> disagreements) {

    static final int MOST_DISAGREEMENTS = 20;

    public static final Summary NOTHING =
            new Summary(
                    Tally.EMPTY,
                    Usage.ZERO,
                    BigDecimal.ZERO,
                    BigDecimal.ZERO,
                    BigDecimal.ZERO,
                    0,
                    0,
                    0,
                    Map.of(),
                    List.of());

    public Summary {
        sentAgain = Map.copyOf(sentAgain);
        disagreements = List.copyOf(disagreements);
    }

    /** What the tokens would have cost in real time with a call for each question. */
    public BigDecimal singly() {
        return singlyCost == null ? realtimeCost : singlyCost;
    }

    /** The same of records that stand otherwise. */
    public Summary withTally(Tally other) {
        return NOTHING.billedWith(this, other);
    }

    /** Both together: of different records. */
    public Summary plus(Summary other) {
        return billedWith(other, tally.plus(other.tally));
    }

    /** Both together: of the same records, which stand as {@code later} says. */
    public Summary followedBy(Summary later) {
        return billedWith(later, later.tally);
    }

    private Summary billedWith(Summary other, Tally both) {
        Map<String, Long> again = new TreeMap<>(sentAgain);
        other.sentAgain.forEach((remedy, count) -> again.merge(remedy, count, Long::sum));
        List<String> all =
                Stream.concat(disagreements.stream(), other.disagreements.stream())
                        .limit(MOST_DISAGREEMENTS)
                        .toList();
        return new Summary(
                both,
                usage.plus(other.usage),
                cost.add(other.cost),
                realtimeCost.add(other.realtimeCost),
                singly().add(other.singly()),
                unpriced + other.unpriced,
                oddLines + other.oddLines,
                uncertain + other.uncertain,
                again,
                all);
    }
}
