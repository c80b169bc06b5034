package dev.nightshift.cost;

import dev.nightshift.storage.Item;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * What something cost.
 *
 * @param dollars US dollars
 * @param inputTokens that were read for it
 * @param outputTokens that were written
 * @param unpriced replies whose price is not known; they are in the tokens, not in the dollars
 */
public record Spent(BigDecimal dollars, long inputTokens, long outputTokens, long unpriced) {
    public static final Spent NOTHING = new Spent(BigDecimal.ZERO, 0, 0, 0);

    public Spent plus(Spent other) {
        return new Spent(
                dollars.add(other.dollars),
                inputTokens + other.inputTokens,
                outputTokens + other.outputTokens,
                unpriced + other.unpriced);
    }

    Spent minus(Spent other) {
        return new Spent(
                dollars.subtract(other.dollars),
                inputTokens - other.inputTokens,
                outputTokens - other.outputTokens,
                unpriced - other.unpriced);
    }

    static Spent read(Item row) {
        return new Spent(
                Objects.requireNonNullElse(row.decimal("dollars"), BigDecimal.ZERO),
                row.number("input_tokens"),
                row.number("output_tokens"),
                row.number("unpriced"));
    }

    /** As values of an expression. */
    Item values() {
        return Item.values()
                .put(":dollars", dollars)
                .put(":input", inputTokens)
                .put(":output", outputTokens)
                .put(":unpriced", unpriced);
    }
}
