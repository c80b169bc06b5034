package dev.nightshift.pricing;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * US dollars per 1,000,000 tokens.
 *
 * @param input tokens read
 * @param cachedInput tokens read from the cache; null when no such price is known, and then they
 *     are charged as {@code input}, so that a bill is never too low
 * @param output tokens written, reasoning included
 */
public record Rates(BigDecimal input, @Nullable BigDecimal cachedInput, BigDecimal output) {
    public Rates {
        requireNotNegative("input", input);
        requireNotNegative("output", output);
        if (cachedInput != null) {
            requireNotNegative("cached input", cachedInput);
        }
    }

    private static void requireNotNegative(String name, BigDecimal rate) {
        if (rate.signum() < 0) {
            throw new IllegalArgumentException("The price of " + name + " is below 0: " + rate);
        }
    }

    /** The same, each multiplied by this. */
    Rates times(BigDecimal factor) {
        return new Rates(
                input.multiply(factor),
                cachedInput == null ? null : cachedInput.multiply(factor),
                output.multiply(factor));
    }

    /** What the usage costs, exactly, with input and output multiplied by the given factors. */
    BigDecimal cost(Usage usage, BigDecimal inputFactor, BigDecimal outputFactor) {
        BigDecimal cachedRate = cachedInput == null ? input : cachedInput;
        BigDecimal fresh = times(input, usage.inputTokens() - usage.cachedInputTokens());
        BigDecimal cached = times(cachedRate, usage.cachedInputTokens());
        BigDecimal written = times(output, usage.outputTokens());
        return fresh.add(cached)
                .multiply(inputFactor)
                .add(written.multiply(outputFactor))
                .movePointLeft(6);
    }

    private static BigDecimal times(BigDecimal rate, long tokens) {
        return rate.multiply(BigDecimal.valueOf(tokens));
    }
}
