package dev.nightshift.conversation;

import dev.nightshift.budget.Approval.OverJobCap;
import dev.nightshift.budget.Approval.OverMonthCap;
import dev.nightshift.budget.Approval.PriceUnknown;
import dev.nightshift.budget.Budget;
import dev.nightshift.conversation.Turn.Hold;
import dev.nightshift.cost.Costs;
import dev.nightshift.cost.Spent;
import dev.nightshift.pricing.Lane;
import dev.nightshift.pricing.Money;
import dev.nightshift.pricing.Price;
import dev.nightshift.pricing.Prices;
import dev.nightshift.pricing.Usage;
import dev.nightshift.storage.Change;
import dev.nightshift.tokens.TokenCounter;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The money of turns. The most that a turn can cost is reserved in the transaction that begins it,
 * and its real cost takes the place of that in the one that ends it. Turns of waves are reserved
 * and counted with their job; here they count for their conversation alone.
 */
@Singleton
final class TurnBudget {
    /** Tokens of what is said about a reply that does not fit, beside the reply; far above real. */
    private static final long COMPLAINT = 2_000;

    private final Budget budget;
    private final Prices prices;
    private final Scripts scripts;
    private final InstantSource clock;

    TurnBudget(Budget budget, Prices prices, Scripts scripts, InstantSource clock) {
        this.budget = budget;
        this.prices = prices;
        this.scripts = scripts;
        this.clock = clock;
    }

    /**
     * What has to be reserved for a turn: all that it can be asked, as long as can be answered.
     *
     * @param said tokens of what was said before and is said in it, by our count
     */
    Hold hold(TurnKind kind, long said, boolean isWave) {
        String model = kind.task().model();
        long in = TokenCounter.forModel(model).withMargin(Dialogue.fixedTokens(kind) + said);
        long limit = kind.task().maxOutputTokens();
        long large = AskTurn.LARGER_LIMIT.outputTokens(kind.task().maxOutputTokens());
        Optional<Price> price = prices.of(model, today());
        BigDecimal bound =
                price.map(
                                one ->
                                        cost(one, in, limit)
                                                .add(cost(one, in, large))
                                                .add(cost(one, in + large + COMPLAINT, large)))
                        .orElse(null);
        return new Hold(isWave ? null : budget.thisMonth(), bound, BigDecimal.ZERO);
    }

    /**
     * Why a turn may not be asked, in a sentence; null when it may.
     *
     * @param cap what its conversation may cost; null for no cap
     * @param committed what that has cost
     */
    @Nullable String refusal(@Nullable BigDecimal cap, BigDecimal committed, Hold hold) {
        BigDecimal bound = hold.bound();
        if (cap != null && bound != null && committed.add(bound).compareTo(cap) > 0) {
            return "The turn could cost up to %s, and %s is left of the conversation's max_cost_usd; nothing was sent."
                    .formatted(
                            Money.format(bound),
                            Money.format(cap.subtract(committed).max(BigDecimal.ZERO)));
        }
        if (cap != null && bound == null) {
            return priceless("max_cost_usd");
        }
        if (hold.month() == null) {
            return null;
        }
        return switch (budget.refusal(bound).orElse(null)) {
            case null -> null;
            case OverMonthCap(BigDecimal left) ->
                    "The turn could cost up to %s, and %s is left of this month's cap (BudgetMonthUsd); nothing was sent."
                            .formatted(Money.format(hold.reserved()), Money.format(left));
            case PriceUnknown _ -> priceless("BudgetMonthUsd");
            case OverJobCap _ -> throw new IllegalStateException("a turn is in no job");
        };
    }

    private static String priceless(String cap) {
        return "There is no price for the model, so that %s cannot be kept; the stack's ModelPrices can name one."
                .formatted(cap);
    }

    /** What else changes where a turn begins. */
    Change[] reserving(Hold hold) {
        return hold.month() == null
                ? new Change[0]
                : new Change[] {budget.reserving(hold.month(), hold.bound())};
    }

    /** What else changes where a turn that failed is asked again: its end counts it anew. */
    Change[] reopening(Conversation conversation, Turn failed, Hold hold) {
        return Stream.concat(
                        Stream.of(reserving(hold)),
                        cost(conversation, failed, failed.spending().negated()))
                .toArray(Change[]::new);
    }

    /** What else changes where a turn ends. */
    Change[] settling(Conversation conversation, Turn turn, Spending spending) {
        Hold hold = turn.hold();
        if (hold.month() == null) {
            return new Change[0];
        }
        BigDecimal more = hold.settled(spending).subtract(hold.counted());
        return Stream.concat(
                        Stream.of(budget.settling(hold.month(), hold.bound(), more)),
                        cost(conversation, turn, spending))
                .toArray(Change[]::new);
    }

    /** What is added to the sums of costs; empty for nothing. */
    private Stream<Change> cost(Conversation conversation, Turn turn, Spending spending) {
        var spent =
                new Spent(
                        spending.cost(),
                        spending.tokens().billed(),
                        spending.tokens().output(),
                        spending.unpriced());
        return spent.equals(Spent.NOTHING)
                ? Stream.empty()
                : Stream.of(
                        Costs.addedOften(
                                today(),
                                scripts.kindOf(conversation, turn.kind()).task().reference(),
                                conversation.model(),
                                Lane.REALTIME,
                                spent));
    }

    private static BigDecimal cost(Price price, long in, long out) {
        return price.cost(Usage.of(in, out), Lane.REALTIME);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
