package dev.nightshift.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CostPropertiesTest {
    /** Two of the usages generated here are still no long context. */
    private static final int SHORT = 130_000;

    @Property
    void costOfShortRequestsIsTheCostOfTheirSum(
            @ForAll("prices") Price price,
            @ForAll Lane lane,
            @ForAll("usages") Usage one,
            @ForAll("usages") Usage two) {
        assertThat(price.cost(one, lane).add(price.cost(two, lane)))
                .isEqualByComparingTo(price.cost(one.plus(two), lane));
    }

    @Property
    void batchCostsHalfWhenNothingIsCached(
            @ForAll("prices") Price price, @ForAll("usages") Usage usage) {
        Usage uncached = Usage.of(usage.inputTokens(), usage.outputTokens());
        assertThat(price.cost(uncached, Lane.BATCH).multiply(new BigDecimal(2)))
                .isEqualByComparingTo(price.cost(uncached, Lane.REALTIME));
    }

    @Property
    void cacheNeverMakesARequestDearer(
            @ForAll("prices") Price price, @ForAll Lane lane, @ForAll("usages") Usage usage) {
        Usage uncached = Usage.of(usage.inputTokens(), usage.outputTokens());
        assertThat(price.cost(usage, lane)).isLessThanOrEqualTo(price.cost(uncached, lane));
    }

    @Property
    void amountsAreWrittenPlainly(
            @ForAll("prices") Price price, @ForAll Lane lane, @ForAll("usages") Usage usage) {
        BigDecimal cost = price.cost(usage, lane);
        assertThat(cost.scale()).isNotNegative();
        assertThat(cost).isEqualTo(new BigDecimal(cost.toPlainString()));
    }

    @Provide
    Arbitrary<Price> prices() {
        return Arbitraries.of(Prices.builtIn().all());
    }

    @Provide
    Arbitrary<Usage> usages() {
        var tokens = Arbitraries.integers().between(0, SHORT);
        var percent = Arbitraries.integers().between(0, 100);
        return Combinators.combine(tokens, percent, tokens, percent)
                .as(
                        (input, cached, output, reasoning) ->
                                new Usage(
                                        input,
                                        (long) input * cached / 100,
                                        output,
                                        (long) output * reasoning / 100));
    }
}
