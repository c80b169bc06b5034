package dev.nightshift.conversation;

import dev.nightshift.storage.Item;
import java.math.BigDecimal;

/**
 * What turns came to.
 *
 * @param cost in US dollars
 * @param unpriced replies of a model whose price is not known; they are not in the cost
 * @param uncertain calls that may have been paid without leaving an answer; they are in neither
 *     tokens nor cost
 */
record Spending(TurnTokens tokens, BigDecimal cost, long unpriced, long uncertain) {
    static final Spending NOTHING = new Spending(TurnTokens.NONE, BigDecimal.ZERO, 0, 0);

    static Spending read(Item row) {
        BigDecimal cost = row.decimal("cost_usd");
        return new Spending(
                TurnTokens.read(row),
                cost == null ? BigDecimal.ZERO : cost,
                row.number("unpriced"),
                row.number("uncertain"));
    }

    Spending with(TurnTokens other) {
        return new Spending(other, cost, unpriced, uncertain);
    }

    /** What takes this away when it is added. */
    Spending negated() {
        return new Spending(tokens.negated(), cost.negate(), -unpriced, -uncertain);
    }

    Spending plusUncertain(long calls) {
        return new Spending(tokens, cost, unpriced, uncertain + calls);
    }

    /** The same as the values of an expression. */
    Item values(Item values) {
        return tokens.values(values)
                .put(":cost", cost)
                .put(":unpriced", unpriced)
                .put(":uncertain", uncertain);
    }

    /** Sets the attributes of a row to {@link #values}. */
    static final String SET =
            TurnTokens.SET + ", cost_usd = :cost, unpriced = :unpriced, uncertain = :uncertain";

    /** Adds {@link #values} to the attributes of a row. */
    static final String ADD =
            TurnTokens.ADD + ", cost_usd :cost, unpriced :unpriced, uncertain :uncertain";
}
