package dev.nightshift.budget;

import dev.nightshift.storage.Item;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

    /** For what costs at most so much; null when its price is not known. */
    static Entry reserving(@Nullable BigDecimal bound) {
        return new Entry(orZero(bound), BigDecimal.ZERO, bound == null ? 1 : 0);
    }

    static Entry settling(@Nullable BigDecimal bound, BigDecimal cost) {
        return new Entry(cost.subtract(orZero(bound)), cost, 0);
    }

    static Entry cancelling(@Nullable BigDecimal bound) {
        return new Entry(orZero(bound).negate(), BigDecimal.ZERO, bound == null ? -1 : 0);
    }

    private static BigDecimal orZero(@Nullable BigDecimal bound) {
        return Objects.requireNonNullElse(bound, BigDecimal.ZERO);
    }

    /** These and other values of the same update. */
    Item in(Item values) {
        return values.put(":committed", committed).put(":spent", spent).put(":unpriced", unpriced);
    }
}
