package dev.nightshift.budget;

import java.math.BigDecimal;

/** Whether money may be spent. */
public sealed interface Approval {
    /** It may not. */
    sealed interface Refusal extends Approval {}

    /** It is reserved, now or before; the requests may be sent. */
    record Reserved() implements Approval {}

    /**
     * It could exceed what the job may cost.
     *
     * @param left US dollars that are neither spent nor reserved
     */
    record OverJobCap(BigDecimal left) implements Refusal {}

    /**
     * It could exceed what may be spent in this month.
     *
     * @param left US dollars that are neither spent nor reserved
     */
    record OverMonthCap(BigDecimal left) implements Refusal {}

    /** There is a cap, and nobody can say whether it would hold: the model's price is not known. */
    record PriceUnknown() implements Refusal {}
}
