package dev.nightshift.cli.api;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * What was paid, as the API tells it.
 *
 * @param from the first day, by UTC
 * @param to the last
 */
public record CostsView(LocalDate from, LocalDate to, BigDecimal costUsd, List<Line> lines) {
    public CostsView {
        // What is empty is not told.
        lines = List.copyOf(Objects.requireNonNullElse(lines, List.of()));
    }

    /**
     * What was paid for one day, task, model or lane.
     *
     * @param unpricedReplies that are not in the cost
     */
    public record Line(
            String key,
            BigDecimal costUsd,
            long inputTokens,
            long outputTokens,
            long unpricedReplies) {}
}
