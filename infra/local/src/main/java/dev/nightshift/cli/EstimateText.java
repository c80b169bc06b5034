package dev.nightshift.cli;

import dev.nightshift.estimate.AwsEstimate;
import dev.nightshift.estimate.Estimate;
import dev.nightshift.job.JobOptions;
import dev.nightshift.job.LaneRules;
import dev.nightshift.pricing.AwsItem;
import dev.nightshift.pricing.Lane;
import dev.nightshift.pricing.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** An estimate as people read it. */
final class EstimateText {
    private final Estimate estimate;
    private final CheckedInput input;
    private final JobOptions wanted;
    private final Instant now;
    private final TextTable table = new TextTable("  ", "ll");

    private EstimateText(Estimate estimate, CheckedInput input, JobOptions wanted, Instant now) {
        this.estimate = estimate;
        this.input = input;
        this.wanted = wanted;
        this.now = now;
    }

    static List<String> of(Estimate estimate, CheckedInput input, JobOptions wanted, Instant now) {
        return new EstimateText(estimate, input, wanted, now).lines();
    }

    private List<String> lines() {
        table.add(
                        "records",
                        number(input.rows())
                                + InputText.ofRows(input.facts())
                                + InputText.readAs(input.facts()))
                .add(
                        "requests",
                        "%,d to %s, in %s"
                                .formatted(
                                        estimate.requests(),
                                        estimate.task().model(),
                                        counted(estimate.batches(), "batch", "batches")));
        if (estimate.cut() > 0) {
            table.add(
                    "cut",
                    counted(estimate.cut(), "record", "records")
                            + " with more text than the limit of tokens allows");
        }
        if (estimate.tooLong() > 0) {
            table.add(
                    "too large",
                    counted(estimate.tooLong(), "record", "records")
                            + " that no cut makes short enough, and that would be left out");
        }
        table.add(
                        "tokens in",
                        "about %,d, and %,d at most"
                                .formatted(estimate.expectedInput(), estimate.mostInput()))
                .add("", howCounted())
                .add("tokens out", tokensOut())
                .add("", estimate.reply().basis());
        addCost();
        addLane();
        addAws();
        return table.lines();
    }

    private String howCounted() {
        int margin = estimate.counter().marginPercent();
        String how =
                (estimate.isCounted() ? "counted with " : "estimated by a sample counted with ")
                        + estimate.counter().encoding().wire();
        return margin == 0
                ? how
                : "%s; at most %d %% more, for how %s reads text is not published"
                        .formatted(how, margin, estimate.task().model());
    }

    private String tokensOut() {
        String most = "%,d at most".formatted(estimate.mostOutput());
        return estimate.reply()
                .tokens()
                .map(tokens -> "about %,d, and %s".formatted(tokens * estimate.requests(), most))
                .orElse(most);
    }

    private void addCost() {
        for (Lane lane : Lane.values()) {
            table.add(
                    lane == Lane.BATCH ? "cost" : "",
                    switch (lane) {
                                case BATCH -> "in batches: ";
                                case REALTIME -> "in real time: ";
                            }
                            + cost(lane));
        }
    }

    /** The lane that is taken where the settings are those that the template has. */
    private void addLane() {
        LaneRules.Choice choice = choice();
        table.add("lane", LaneText.of(choice.lane(), choice.reason()));
        Instant deadline = wanted.deadline();
        if (deadline == null || choice.lane() == Lane.REALTIME) {
            return;
        }
        ZoneId zone = ZoneId.systemDefault();
        table.add(
                        "deadline",
                        "%s; what is unfinished at %s, or later if little is left, goes in real time"
                                .formatted(
                                        WantedBy.format(deadline, zone),
                                        WantedBy.format(
                                                LaneRules.STANDARD.cutOff(
                                                        deadline, estimate.requests()),
                                                zone)))
                .add("", "if the batches end before: " + cost(Lane.BATCH))
                .add("", "if nothing of them does: " + cost(Lane.REALTIME));
    }

    private LaneRules.Choice choice() {
        return LaneRules.STANDARD.choose(wanted, estimate.requests(), now);
    }

    private String cost(Lane lane) {
        Optional<BigDecimal> most = estimate.mostCost(lane);
        if (most.isEmpty()) {
            return "not known, for there is no price for %s; ModelPrices can name one"
                    .formatted(estimate.task().model());
        }
        String atMost = Money.format(most.get()) + " at most";
        return estimate.expectedCost(lane)
                .map(expected -> "about %s, and %s".formatted(Money.format(expected), atMost))
                .orElse(atMost);
    }

    private void addAws() {
        AwsEstimate aws = AwsEstimate.of(estimate, choice().lane(), input.bytes());
        table.add(
                "cost at AWS",
                "%s (Lambda %s, S3 %s, DynamoDB %s, Step Functions %s) in us-east-1"
                        .formatted(
                                money(aws.cost(AwsItem.values())),
                                money(aws.cost(AwsItem.LAMBDA_GB_SECOND, AwsItem.LAMBDA_REQUEST)),
                                money(aws.cost(AwsItem.S3_PUT, AwsItem.S3_GET)),
                                money(aws.cost(AwsItem.DYNAMODB_WRITE, AwsItem.DYNAMODB_READ)),
                                money(aws.cost(AwsItem.STATES_TRANSITION))));
        table.add("", "assumed: " + AwsEstimate.ASSUMPTIONS);
    }

    private static String money(Optional<BigDecimal> cost) {
        return cost.map(Money::format).orElse("not known");
    }

    private static String counted(long count, String one, String many) {
        return number(count) + " " + (count == 1 ? one : many);
    }

    private static String number(long number) {
        return "%,d".formatted(number);
    }
}
