package dev.nightshift.collect;

import dev.nightshift.pricing.Lane;
import dev.nightshift.pricing.Prices;
import dev.nightshift.pricing.Usage;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Adds up what the replies of one attempt cost. */
final class Bill {
    private final Prices prices;
    private final String asked;
    private final LocalDate day;
    private final int questions;
    private Usage usage = Usage.ZERO;
    private BigDecimal cost = BigDecimal.ZERO;
    private BigDecimal realtimeCost = BigDecimal.ZERO;
    private BigDecimal singlyCost = BigDecimal.ZERO;
    private long unpriced;

    /**
     * @param asked the model that was asked, whose price holds where the one that answered has
     *     none: a provider may have names of its own
     * @param day whose prices hold
     * @param questions that one reply answers
     */
    Bill(Prices prices, String asked, LocalDate day, int questions) {
        this.prices = prices;
        this.asked = asked;
        this.day = day;
        this.questions = questions;
    }

    /** What a reply costs, in US dollars; null when the model's price is not known. */
    @Nullable BigDecimal cost(Usage reply, String model, Lane lane) {
        return reply.equals(Usage.ZERO)
                ? BigDecimal.ZERO
                : prices.of(model, day)
                        .or(() -> prices.of(asked, day))
                        .map(price -> price.cost(reply, lane))
                        .orElse(null);
    }

    /** Adds a reply to the bill. */
    void add(Usage reply, String model, Lane lane) {
        usage = usage.plus(reply);
        BigDecimal realtime = cost(reply, model, Lane.REALTIME);
        BigDecimal singly = singly(reply, model);
        BigDecimal paid = cost(reply, model, lane);
        if (paid == null || realtime == null || singly == null) {
            unpriced++;
        } else {
            cost = cost.add(paid);
            realtimeCost = realtimeCost.add(realtime);
            singlyCost = singlyCost.add(singly);
        }
    }

    /** What it would cost to read the same input once for each question, in real time. */
    private @Nullable BigDecimal singly(Usage reply, String model) {
        BigDecimal whole = cost(reply, model, Lane.REALTIME);
        BigDecimal input =
                cost(
                        new Usage(reply.inputTokens(), reply.cachedInputTokens(), 0, 0),
                        model,
                        Lane.REALTIME);
        return whole == null || input == null
                ? null
                : whole.add(input.multiply(BigDecimal.valueOf(questions - 1L)));
    }

    Usage usage() {
        return usage;
    }

    BigDecimal cost() {
        return cost;
    }

    BigDecimal realtimeCost() {
        return realtimeCost;
    }

    /** What the same would have cost in real time, and a call for each question. */
    BigDecimal singlyCost() {
        return singlyCost;
    }

    /** Replies of models whose price is not known; they are in neither cost. */
    long unpriced() {
        return unpriced;
    }
}
