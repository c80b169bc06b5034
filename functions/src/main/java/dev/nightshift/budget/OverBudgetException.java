package dev.nightshift.budget;

import dev.nightshift.budget.Approval.OverJobCap;
import dev.nightshift.budget.Approval.OverMonthCap;
import dev.nightshift.budget.Approval.PriceUnknown;
import dev.nightshift.pricing.Money;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something was not sent, because it could cost more than may be spent. The message says how much,
 * which cap that exceeds, and what to do. Nothing of it was paid.
 */
public final class OverBudgetException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private OverBudgetException(String message) {
        super(message);
    }

    /**
     * For something that was refused.
     *
     * @param what would cost so much, the subject of a sentence
     * @param bound US dollars; null when the price is not known
     */
    public static OverBudgetException of(
            String what, @Nullable BigDecimal bound, Approval.Refusal refusal) {
        String most = Money.format(Objects.requireNonNullElse(bound, BigDecimal.ZERO));
        return new OverBudgetException(
                switch (refusal) {
                    case OverJobCap(BigDecimal left) ->
                            "%s could cost up to %s, and %s is left of the job's cap; 'nightshift resume' with a higher --max-cost goes on"
                                    .formatted(what, most, Money.format(left));
                    case OverMonthCap(BigDecimal left) ->
                            "%s could cost up to %s, and %s is left of this month's cap (BudgetMonthUsd); 'nightshift resume' goes on when it is higher, or the month over"
                                    .formatted(what, most, Money.format(left));
                    case PriceUnknown() ->
                            "%s has a cap on its cost, and the price of its model is not known"
                                    .formatted(what);
                });
    }

    /** What is wrong, in a sentence. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
