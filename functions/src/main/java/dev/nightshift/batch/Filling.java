package dev.nightshift.batch;

import dev.nightshift.pricing.Lane;
import dev.nightshift.pricing.Price;
import dev.nightshift.pricing.Usage;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How full a batch's file is while it is written, and whether more fits. Costs are added up request
 * by request, because a long request may cost more a token.
 */
public final class Filling {
    private final BatchLimits limits;
    private final long mostTokens;
    private final long wantedTokens;
    private final Optional<Price> price;
    private final Lane lane;
    private int requests;
    private long bytes;
    private long inputTokens;
    private long outputTokensLimit;
    private BigDecimal costLimit = BigDecimal.ZERO;

    /**
     * @param mostTokens how many input tokens a batch may have; empty for no limit
     * @param wantedTokens how many it is better to have at most, unless a request alone has more
     * @param price of the model; empty when it is not known
     */
    public Filling(
            BatchLimits limits,
            OptionalLong mostTokens,
            long wantedTokens,
            Optional<Price> price,
            Lane lane) {
        this.limits = limits;
        this.mostTokens = mostTokens.orElse(Long.MAX_VALUE);
        this.wantedTokens = Math.min(this.mostTokens, wantedTokens);
        this.price = price;
        this.lane = lane;
    }

    /** Why a request fits into no file, not even alone; empty when it does. */
    public Optional<String> whyNever(Request.Fitting request) {
        if (request.line().length > limits.maxBytes()) {
            return Optional.of(
                    "its request has %,d bytes, a batch's file at most %,d"
                            .formatted(request.line().length, limits.maxBytes()));
        }
        return request.tokens().input() <= mostTokens
                ? Optional.empty()
                : Optional.of(
                        "its request has %,d tokens, and at most %,d may be enqueued at OpenAI"
                                .formatted(request.tokens().input(), mostTokens));
    }

    /**
     * Adds a request.
     *
     * @return false when it does not fit any more
     */
    public boolean add(Request.Fitting request) {
        RequestTokens tokens = request.tokens();
        if (requests == limits.maxRequests()
                || bytes + request.line().length > limits.maxBytes()
                || (requests > 0 && inputTokens > wantedTokens - tokens.input())) {
            return false;
        }
        requests++;
        bytes += request.line().length;
        inputTokens += tokens.input();
        outputTokensLimit += tokens.outputLimit();
        price.map(known -> known.cost(Usage.of(tokens.mostInput(), tokens.outputLimit()), lane))
                .ifPresent(most -> costLimit = costLimit.add(most));
        return true;
    }

    /** What the file holds. */
    public Load load() {
        return new Load(
                requests, inputTokens, outputTokensLimit, price.isPresent() ? costLimit : null);
    }
}
