package dev.nightshift.pricing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;

/**
 * What AWS charges for something.
 *
 * @param usd for {@code per} of it
 * @param source who said so
 * @param sourceDate the day the source says so, or it was read there
 */
public record AwsPrice(BigDecimal usd, BigDecimal per, String source, LocalDate sourceDate) {
    public AwsPrice {
        if (usd.signum() < 0 || per.signum() <= 0) {
            throw new IllegalArgumentException("A price is 0 or more: " + usd + " for " + per);
        }
    }

    /** What so many cost, in US dollars. */
    public BigDecimal cost(BigDecimal quantity) {
        return usd.multiply(quantity).divide(per, MathContext.DECIMAL64);
    }
}
