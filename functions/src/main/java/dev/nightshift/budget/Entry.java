package dev.nightshift.budget;

import dev.nightshift.storage.Item;
import java.math.BigDecimal;

/**
 * What is added to the sums of a job and of a month.
 *
 * @param committed to what is spent or reserved
 * @param spent to what is spent
 * @param unpriced to the number of those without a price
 */
record Entry(BigDecimal committed, BigDecimal spent, long unpriced) {
    /** The update that adds an entry. */
    static final String ADD = "ADD committed :committed, spent :spent, unpriced :unpriced";

    static Entry reserving(Spend spend) {
        return new Entry(spend.committed(), BigDecimal.ZERO, spend.unpriced());
    }

    static Entry settling(Spend spend, BigDecimal cost) {
        return new Entry(cost.subtract(spend.committed()), cost, 0);
    }

    static Entry cancelling(Spend spend) {
        return new Entry(spend.committed().negate(), BigDecimal.ZERO, -spend.unpriced());
    }

    /** These and other values of the same update. */
    Item in(Item values) {
        return values.put(":committed", committed).put(":spent", spent).put(":unpriced", unpriced);
    }
}
