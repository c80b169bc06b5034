package dev.nightshift.pricing;

import java.math.BigDecimal;

/**
 * The surcharge on a long request: it holds for the whole request, not for the tokens beyond.
 *
 * @param overInputTokens a request with more input tokens than this is long
 * @param inputFactor what the input prices, cached ones too, are multiplied by
 * @param outputFactor what the output price is multiplied by
 */
public record LongContext(long overInputTokens, BigDecimal inputFactor, BigDecimal outputFactor) {
    public LongContext {
        if (overInputTokens < 1) {
            throw new IllegalArgumentException(
                    "A long context begins above 0 tokens: " + overInputTokens);
        }
        if (inputFactor.signum() <= 0 || outputFactor.signum() <= 0) {
            throw new IllegalArgumentException(
                    "Factors are above 0: " + inputFactor + ", " + outputFactor);
        }
    }
}
