package dev.nightshift.budget;

import dev.nightshift.storage.Item;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much money there is, in US dollars.
 *
 * @param cap what may be spent; null for no cap
 * @param reserved the upper bounds of what is under way
 * @param spent the real cost of what is done
 * @param unpriced how often something was sent whose price is not known; what it cost beyond what
 *     is told later is in no sum
 */
public record Figures(
        @Nullable BigDecimal cap, BigDecimal reserved, BigDecimal spent, long unpriced) {

    /** Nothing spent, and no cap. */
    static final Figures NONE = new Figures(null, BigDecimal.ZERO, BigDecimal.ZERO, 0);

    static Figures of(Item row, @Nullable BigDecimal cap) {
        BigDecimal spent = amount(row, "spent");
        return new Figures(
                cap, amount(row, "committed").subtract(spent), spent, row.number("unpriced"));
    }

    /** These and those of another row under the same cap. */
    Figures and(Figures other) {
        return new Figures(
                cap,
                reserved.add(other.reserved),
                spent.add(other.spent),
                unpriced + other.unpriced);
    }

    /** What is spent or reserved. */
    BigDecimal committed() {
        return reserved.add(spent);
    }

    /** What is neither spent nor reserved of the cap, at least 0; null for no cap. */
    public @Nullable BigDecimal left() {
        return cap == null ? null : cap.subtract(committed()).max(BigDecimal.ZERO);
    }

    /** Whether there is a cap under which this much more does not fit. */
    boolean isExceededBy(BigDecimal more) {
        return cap != null && committed().add(more).compareTo(cap) > 0;
    }

    private static BigDecimal amount(Item row, String name) {
        return Objects.requireNonNullElse(row.decimal(name), BigDecimal.ZERO);
    }
}
