package dev.nightshift.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nightshift.cost.CostLine;
import dev.nightshift.cost.Costs;
import dev.nightshift.cost.Spent;
import dev.nightshift.http.Caller;
import dev.nightshift.http.ProblemException;
import io.micronaut.core.convert.format.Format;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.Pattern;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells what was paid. */
@Controller("/costs")
class CostsController {
    private static final int MOST_DAYS = 92;
    private static final int MOST_LINES = 1_000;

    private final Costs costs;
    private final InstantSource clock;

    CostsController(Costs costs, InstantSource clock) {
        this.costs = costs;
        this.clock = clock;
    }

    /**
     * What was paid, simulated money included where OpenAI is simulated.
     *
     * @param from the first day, by UTC
     * @param to the last
     * @param by what {@code lines} are summed by
     * @param costUsd the whole, in US dollars
     * @param lines by day in order, else the most expensive first; a thousand at most
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record CostsView(
            LocalDate from, LocalDate to, String by, String costUsd, List<LineView> lines) {}

    /**
     * What was paid for one day, task, model or lane.
     *
     * @param key which
     * @param unpricedReplies replies whose price is not known, which are not in the cost
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record LineView(
            String key, String costUsd, long inputTokens, long outputTokens, long unpricedReplies) {
        static LineView of(String key, Spent spent) {
            return new LineView(
                    key,
                    spent.dollars().toPlainString(),
                    spent.inputTokens(),
                    spent.outputTokens(),
                    spent.unpriced());
        }
    }

    /**
     * Tells what was paid, on the days on which the work ended.
     *
     * @param from the first day, by UTC; thirty days before the last if not said
     * @param to the last day; today if not said. No more than 92 days are told at once
     */
    @Get
    CostsView costs(
            @QueryValue @Nullable @Format("yyyy-MM-dd") LocalDate from,
            @QueryValue @Nullable @Format("yyyy-MM-dd") LocalDate to,
            @QueryValue(defaultValue = "day") @Pattern(regexp = "day|task|model|lane") String by,
            Caller caller) {
        caller.requireOperator();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate last = Objects.requireNonNullElse(to, today);
        LocalDate first = Objects.requireNonNullElseGet(from, () -> last.minusDays(30));
        long days = ChronoUnit.DAYS.between(first, last) + 1;
        if (days < 1 || days > MOST_DAYS) {
            throw ProblemException.ofField(
                    "from",
                    "must be on the last day or up to %d days before".formatted(MOST_DAYS - 1));
        }
        Map<String, Spent> sums = new TreeMap<>();
        costs.between(first, last)
                .forEach(line -> sums.merge(key(line, by), line.spent(), Spent::plus));
        Spent all = sums.values().stream().reduce(Spent.NOTHING, Spent::plus);
        Comparator<Map.Entry<String, Spent>> order =
                by.equals("day")
                        ? Map.Entry.comparingByKey()
                        : Map.Entry.comparingByValue(
                                Comparator.comparing(Spent::dollars).reversed());
        return new CostsView(
                first,
                last,
                by,
                all.dollars().toPlainString(),
                sums.entrySet().stream()
                        .sorted(order)
                        .limit(MOST_LINES)
                        .map(sum -> LineView.of(sum.getKey(), sum.getValue()))
                        .toList());
    }

    private static String key(CostLine line, String by) {
        return switch (by) {
            case "task" -> line.task();
            case "model" -> line.model();
            case "lane" -> line.lane().wire();
            default -> line.day().toString();
        };
    }
}
