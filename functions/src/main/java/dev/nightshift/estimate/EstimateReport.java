package dev.nightshift.estimate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nightshift.job.LaneRules;
import dev.nightshift.pricing.Lane;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An estimate as machines read it. Costs are in US dollars, as text; what is not known is null.
 *
 * @param task name and version
 * @param records rows of the input
 * @param requests that would be sent
 * @param cut records of which a field would be cut
 * @param tooLarge records that no cut makes short enough
 * @param lane that the requests would take
 * @param laneReason why
 * @param costUsd what OpenAI takes, by lane
 * @param awsUsd what AWS takes, by item; {@code total}, and what is {@code assumed}
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
public record EstimateReport(
        String task,
        String model,
        long records,
        long requests,
        long batches,
        long cut,
        long tooLarge,
        String lane,
        String laneReason,
        TokensIn tokensIn,
        TokensOut tokensOut,
        Map<String, Cost> costUsd,
        Map<String, @Nullable String> awsUsd) {

    /**
     * Tokens of prompts.
     *
     * @param by {@code count}, or {@code sample} where only some were counted
     * @param encoding with which they were counted
     * @param marginPercent what {@code most} has more, where the model's encoding is not published
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record TokensIn(
            long expected, long most, String by, String encoding, int marginPercent) {}

    /**
     * Tokens of replies.
     *
     * @param expected null where nothing is to go by
     * @param basis where that comes from, or why there is none
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record TokensOut(@Nullable Long expected, long most, String basis) {}

    /**
     * US dollars, as text; null where the model's price, or the length of replies, is not known.
     */
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Cost(@Nullable String expected, @Nullable String most) {}

    /**
     * The report of an estimate.
     *
     * @param records rows of the input
     * @param inputBytes of the file of records
     * @param choice the lane that the job would take
     */
    public static EstimateReport of(
            Estimate estimate, long records, long inputBytes, LaneRules.Choice choice) {
        return new EstimateReport(
                estimate.task().reference(),
                estimate.task().model(),
                records,
                estimate.requests(),
                estimate.batches(),
                estimate.cut(),
                estimate.tooLong(),
                choice.lane().wire(),
                choice.reason().wire(),
                new TokensIn(
                        estimate.expectedInput(),
                        estimate.mostInput(),
                        estimate.isCounted() ? "count" : "sample",
                        estimate.counter().encoding().wire(),
                        estimate.counter().marginPercent()),
                new TokensOut(
                        estimate.reply()
                                .tokens()
                                .map(tokens -> tokens * estimate.requests())
                                .orElse(null),
                        estimate.mostOutput(),
                        estimate.reply().basis()),
                cost(estimate),
                aws(AwsEstimate.of(estimate, choice.lane(), inputBytes)));
    }

    private static Map<String, Cost> cost(Estimate estimate) {
        Map<String, Cost> cost = new LinkedHashMap<>();
        for (Lane lane : Lane.values()) {
            cost.put(
                    lane.wire(),
                    new Cost(text(estimate.expectedCost(lane)), text(estimate.mostCost(lane))));
        }
        return cost;
    }

    private static Map<String, @Nullable String> aws(AwsEstimate aws) {
        Map<String, @Nullable String> cost = aws.byItem();
        cost.put("assumed", AwsEstimate.ASSUMPTIONS);
        return cost;
    }

    private static @Nullable String text(Optional<BigDecimal> cost) {
        return cost.map(BigDecimal::toPlainString).orElse(null);
    }
}
