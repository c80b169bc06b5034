package dev.nightshift.pricing;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What one model costs from some day on.
 *
 * @param model as requests name it, without the date of a snapshot unless that has its own price
 * @param from first day it holds; null when not known, and then it holds for all days before the
 *     next
 * @param longContext null for a model without such a surcharge
 * @param source who said so
 * @param sourceDate the day it was read there; null for the user's own
 */
public record Price(
        String model,
        @Nullable LocalDate from,
        Rates realtime,
        Rates batch,
        @Nullable LongContext longContext,
        String source,
        @Nullable LocalDate sourceDate) {
    public Price {
        if (model.isBlank()) {
            throw new IllegalArgumentException("A price without a model");
        }
        if (source.isBlank()) {
            throw new IllegalArgumentException("The price of " + model + " has no source");
        }
    }

    public Rates rates(Lane lane) {
        return switch (lane) {
            case BATCH -> batch;
            case REALTIME -> realtime;
        };
    }

    /**
     * What one request costs, in US dollars, exactly and without trailing zeros. Costs of several
     * requests are added; their usage is not, because a sum could pass for one long request.
     */
    public BigDecimal cost(Usage request, Lane lane) {
        LongContext longer = longContext;
        BigDecimal cost =
                longer == null || request.inputTokens() <= longer.overInputTokens()
                        ? rates(lane).cost(request, BigDecimal.ONE, BigDecimal.ONE)
                        : rates(lane).cost(request, longer.inputFactor(), longer.outputFactor());
        BigDecimal plain = cost.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
