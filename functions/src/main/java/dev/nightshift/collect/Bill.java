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
    private final LocalDate day;
    private Usage usage = Usage.ZERO;
    private BigDecimal cost = BigDecimal.ZERO;
    private BigDecimal realtimeCost = BigDecimal.ZERO;
    private long unpriced;

    /**
     * @param day whose prices hold
     */
    Bill(Prices prices, LocalDate day) {
        this.prices = prices;
        this.day = day;
    }

    /** What a reply costs, in US dollars; null when the model's price is not known. */
    @Nullable BigDecimal cost(Usage reply, String model, Lane lane) {
        return reply.equals(Usage.ZERO)
                ? BigDecimal.ZERO
                : prices.of(model, day).map(price -> price.cost(reply, lane)).orElse(null);
    }

    /** Adds a reply to the bill. */
    void add(Usage reply, String model, Lane lane) {
        usage = usage.plus(reply);
        BigDecimal realtime = cost(reply, model, Lane.REALTIME);
        BigDecimal paid = cost(reply, model, lane);
        if (paid == null || realtime == null) {
            unpriced++;
        } else {
            cost = cost.add(paid);
            realtimeCost = realtimeCost.add(realtime);
        }
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

    /** Replies of models whose price is not known; they are in neither cost. */
    long unpriced() {
        return unpriced;
    }
}
