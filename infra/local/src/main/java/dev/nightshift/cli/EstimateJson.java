package dev.nightshift.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.job.JobOptions;
import dev.nightshift.job.LaneRules;
import dev.nightshift.pricing.AwsItem;
import dev.nightshift.pricing.Lane;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An estimate as machines read it. Costs are in US dollars, as text; what is not known is null. */
final class EstimateJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EstimateJson() {}

    static String of(Estimate estimate, CheckedInput input) {
        ObjectNode root =
                JSON.createObjectNode()
                        .put("task", estimate.task().reference())
                        .put("model", estimate.task().model())
                        .put("records", input.rows())
                        .put("requests", estimate.requests())
                        .put("batches", estimate.batches())
                        .put("cut", estimate.cut())
                        .put("too_large", estimate.tooLong());
        LaneRules.Choice choice =
                LaneRules.STANDARD.choose(JobOptions.STANDARD, estimate.requests(), Instant.EPOCH);
        root.put("lane", choice.lane().wire()).put("lane_reason", choice.reason().wire());
        root.putObject("tokens_in")
                .put("expected", estimate.expectedInput())
                .put("most", estimate.mostInput())
                .put("by", estimate.isCounted() ? "count" : "sample")
                .put("encoding", estimate.counter().encoding().wire())
                .put("margin_percent", estimate.counter().marginPercent());
        root.putObject("tokens_out")
                .put(
                        "expected",
                        estimate.reply()
                                .tokens()
                                .map(tokens -> tokens * estimate.requests())
                                .orElse(null))
                .put("most", estimate.mostOutput())
                .put("basis", estimate.reply().basis());
        ObjectNode cost = root.putObject("cost_usd");
        for (Lane lane : Lane.values()) {
            cost.putObject(lane.wire())
                    .put("expected", text(estimate.expectedCost(lane)))
                    .put("most", text(estimate.mostCost(lane)));
        }
        AwsEstimate aws = AwsEstimate.of(estimate, input);
        ObjectNode awsCost = root.putObject("aws_usd");
        for (AwsItem item : AwsItem.values()) {
            awsCost.put(item.wire(), text(aws.cost(item)));
        }
        awsCost.put("total", text(aws.cost(AwsItem.values())));
        awsCost.put("assumed", AwsEstimate.ASSUMPTIONS);
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values can be written", e);
        }
    }

    private static @Nullable String text(Optional<BigDecimal> cost) {
        return cost.map(BigDecimal::toPlainString).orElse(null);
    }
}
