package dev.nightshift.estimate;

import dev.nightshift.batch.BatchLimits;
import dev.nightshift.batch.Request;
import dev.nightshift.batch.Requests;
import dev.nightshift.pricing.Lane;
import dev.nightshift.pricing.Price;
import dev.nightshift.pricing.Prices;
import dev.nightshift.pricing.Usage;
import dev.nightshift.record.SkipReason;
import dev.nightshift.record.SourceRecord;
import dev.nightshift.task.Task;
import dev.nightshift.tokens.TokenCounter;
import dev.nightshift.tokens.TokenMeter.Measure;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a job comes to, added up request by request, because a long request may cost more a token.
 * The requests are made as {@code prepare} makes them, and thrown away.
 */
public final class Estimate {
    private final Task task;
    private final Requests requests;
    private final ExpectedReply reply;
    private final Optional<Price> price;
    private final BatchLimits limits = new BatchLimits(50_000, 200_000_000);
    private final Map<Lane, BigDecimal> expectedCost = new EnumMap<>(Lane.class);
    private final Map<Lane, BigDecimal> mostCost = new EnumMap<>(Lane.class);
    private Measure prompts = Measure.NOTHING;
    private long count;
    private long cut;
    private long tooLong;
    private long bytes;
    private long batches;
    private long requestsInBatch;
    private long bytesInBatch;

    /**
     * Of nothing so far.
     *
     * @param day on which the prices are asked for
     */
    public Estimate(Task task, Prices prices, LocalDate day) {
        this.task = task;
        this.requests = new Requests(task, Requests.COUNTED_FOR_A_CAP);
        this.reply = ExpectedReply.of(task);
        this.price = prices.of(task.model(), day);
    }

    /** Adds a record of the input. */
    public void add(SourceRecord record) throws IOException {
        switch (requests.of(record)) {
            case Request.Unfit(var reason, var why) -> unfit(reason);
            case Request.Fitting request when request.line().length > limits.maxBytes() ->
                    tooLong++;
            case Request.Fitting request -> add(request);
        }
    }

    /** One that OpenAI would refuse is left out without being counted among those too long. */
    private void unfit(SkipReason reason) {
        tooLong += reason == SkipReason.TOO_LARGE ? 1 : 0;
    }

    private void add(Request.Fitting request) {
        int length = request.line().length;
        if (batches == 0
                || requestsInBatch == limits.maxRequests()
                || bytesInBatch + length > limits.maxBytes()) {
            batches++;
            requestsInBatch = 0;
            bytesInBatch = 0;
        }
        requestsInBatch++;
        bytesInBatch += length;
        bytes += length;
        count++;
        cut += request.cuts().isEmpty() ? 0 : 1;
        prompts = prompts.plus(request.prompt());
        price.ifPresent(
                known -> {
                    long in = requests.expectedTokens(1, request.prompt());
                    Usage expected = Usage.of(in, reply.tokens().orElse(0));
                    Usage most =
                            Usage.of(request.tokens().mostInput(), request.tokens().outputLimit());
                    for (Lane lane : Lane.values()) {
                        expectedCost.merge(lane, known.cost(expected, lane), BigDecimal::add);
                        mostCost.merge(lane, known.cost(most, lane), BigDecimal::add);
                    }
                });
    }

    public Task task() {
        return task;
    }

    /** Requests that would be sent. */
    public long requests() {
        return count;
    }

    /** Records of which a field was cut. */
    public long cut() {
        return cut;
    }

    /** Records that would be left out, because no cut makes them short enough. */
    public long tooLong() {
        return tooLong;
    }

    /** Batches, when their limits are those that the template has. */
    public long batches() {
        return batches;
    }

    /** Of the files of requests. */
    public long bytes() {
        return bytes;
    }

    public long expectedInput() {
        return requests.expectedTokens(count, prompts);
    }

    public long mostInput() {
        return requests.mostTokens(count, prompts);
    }

    /** Whether every prompt was counted; else a sample of them. */
    public boolean isCounted() {
        return prompts.isCounted();
    }

    public TokenCounter counter() {
        return requests.counter();
    }

    public ExpectedReply reply() {
        return reply;
    }

    public long mostOutput() {
        return count * task.maxOutputTokens();
    }

    /** What to expect to pay OpenAI; empty where it cannot be said. */
    public Optional<BigDecimal> expectedCost(Lane lane) {
        return reply.tokens().isEmpty() ? Optional.empty() : cost(expectedCost, lane);
    }

    /** What one pays OpenAI at most; empty when the model's price is not known. */
    public Optional<BigDecimal> mostCost(Lane lane) {
        return cost(mostCost, lane);
    }

    private Optional<BigDecimal> cost(Map<Lane, BigDecimal> costs, Lane lane) {
        return price.map(known -> costs.getOrDefault(lane, BigDecimal.ZERO));
    }
}
