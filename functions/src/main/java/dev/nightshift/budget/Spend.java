package dev.nightshift.budget;

import dev.nightshift.batch.AttemptReference;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is spent, or may be, on an attempt at a batch, in US dollars.
 *
 * @param month in which it was reserved, and in which it counts
 * @param bound what it costs at most; null when its price is not known
 * @param settled what it has cost; null while it is under way
 */
record Spend(
        AttemptReference reference,
        YearMonth month,
        @Nullable BigDecimal bound,
        @Nullable BigDecimal settled) {

    boolean isOpen() {
        return settled == null;
    }

    /** What of it stands against caps while it is under way. */
    BigDecimal committed() {
        return Objects.requireNonNullElse(bound, BigDecimal.ZERO);
    }
}
