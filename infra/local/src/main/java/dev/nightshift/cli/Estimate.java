package dev.nightshift.cli;

import dev.nightshift.batch.RequestLines;
import dev.nightshift.pricing.Lane;
import dev.nightshift.pricing.Money;
import dev.nightshift.pricing.Price;
import dev.nightshift.pricing.Prices;
import dev.nightshift.pricing.Usage;
import dev.nightshift.record.SourceRecord;
import dev.nightshift.task.Task;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a job may cost, added up request by request. A token of input has at least one byte, so the
 * bytes of a request bound its tokens; of text in most languages it has about four.
 */
final class Estimate {
    private static final int BYTES_PER_TOKEN = 4;

    private final RequestLines lines;
    private final Lane lane;
    private final String model;
    private final int mostOutput;
    private final Optional<Price> price;
    private long requests;
    private long bytes;
    private BigDecimal batch = BigDecimal.ZERO;
    private BigDecimal realtime = BigDecimal.ZERO;

    Estimate(Task task, Lane lane, LocalDate day) {
        this.lane = lane;
        this.lines = new RequestLines(task);
        this.model = task.model();
        this.mostOutput = task.maxOutputTokens();
        this.price = Prices.builtIn().of(model, day);
    }

    void add(SourceRecord record) throws IOException {
        int length = lines.line(record).length;
        requests++;
        bytes += length;
        price.ifPresent(
                known -> {
                    Usage most = Usage.of(length, mostOutput);
                    batch = batch.add(known.cost(most, Lane.BATCH));
                    realtime = realtime.add(known.cost(most, Lane.REALTIME));
                });
    }

    /** The estimate as people read it. */
    List<String> lines() {
        String cost =
                price.isEmpty()
                        ? "not known: there is no price for " + model
                        : switch (lane) {
                            case BATCH ->
                                    "%s at most at batch price; in real time it would be %s"
                                            .formatted(Money.format(batch), Money.format(realtime));
                            case REALTIME ->
                                    "%s at most in real time; in a batch it would be %s"
                                            .formatted(Money.format(realtime), Money.format(batch));
                        };
        return new TextTable("  ", "ll")
                .add("requests", "%,d to %s".formatted(requests, model))
                .add(
                        "tokens in",
                        "about %,d, and %,d at most".formatted(bytes / BYTES_PER_TOKEN, bytes))
                .add("tokens out", "%,d at most".formatted(requests * mostOutput))
                .add("cost", cost)
                .lines();
    }
}
