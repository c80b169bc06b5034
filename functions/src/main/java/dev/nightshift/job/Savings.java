package dev.nightshift.job;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/**
 * What a job saved, in US dollars, as text.
 *
 * @param discountUsd against the same calls in real time
 * @param oneCallPerQuestionUsd what it would have cost to ask each of the task's questions by
 *     itself, in real time: the same input for each, the same replies
 * @param totalUsd that, less what was paid
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record Savings(String discountUsd, String oneCallPerQuestionUsd, String totalUsd) {
    public static Savings of(Summary summary) {
        return new Savings(
                summary.realtimeCost().subtract(summary.cost()).toPlainString(),
                summary.singly().toPlainString(),
                summary.singly().subtract(summary.cost()).toPlainString());
    }
}
