package dev.nightshift.estimate;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.pricing.AwsItem;
import dev.nightshift.pricing.AwsPrice;
import dev.nightshift.pricing.AwsPrices;
import dev.nightshift.pricing.Lane;
import dev.nightshift.pricing.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a job costs at AWS, beside OpenAI. It is made of what the functions and the state machine do
 * and of assumptions, which {@link #ASSUMPTIONS} names: nothing of it was measured there.
 */
public final class AwsEstimate {
    public static final String ASSUMPTIONS =
            "batches that take all of their 24 hours, direct calls of 2 s; functions of 512 MB that"
                    + " move 5 MB a second and take a second more a call; replies of 2 KB; no"
                    + " storage, traffic, retries or free tier";

    /** What the figures of a job that is over rest on, instead. */
    public static final String ASSUMPTIONS_OF_A_RUN =
            "reckoned from its batches and how long they took, as if nobody had told of their end;"
                    + " direct calls of 2 s, 4 bytes a token; functions of 512 MB that move 5 MB a second and take a"
                    + " second more a call; no storage, traffic, retries or free tier";

    private static final double MEMORY_GB = 0.5;

    /** Of the function that calls directly. */
    private static final double MEMORY_GB_DIRECT = 1769 / 1024.0;

    private static final double BYTES_PER_SECOND = 5_000_000;
    private static final double SECONDS_PER_CALL = 1;
    private static final double SECONDS_PER_STEP = 840;
    private static final long REPLY_BYTES = 2_000;
    private static final long BYTES_PER_TOKEN = 4;
    private static final Duration WINDOW = Duration.ofHours(24);

    /** Of direct calls, and how many of them are under way. */
    private static final double SECONDS_PER_ANSWER = 2;

    private static final int ANSWERS_AT_ONCE = 256;

    /** Of a multipart upload, as {@code ObjectUpload} makes them. */
    private static final long PART_BYTES = 5 * 1024 * 1024;

    private final Map<AwsItem, BigDecimal> quantities = new EnumMap<>(AwsItem.class);
    private final AwsPrices prices = AwsPrices.builtIn();

    /**
     * Of a job that is yet to come.
     *
     * @param lane that it would take
     * @param inputBytes of the file of records
     */
    public static AwsEstimate of(Estimate estimate, Lane lane, long inputBytes) {
        return of(lane, estimate.batches(), estimate.requests(), estimate.bytes(), inputBytes);
    }

    /**
     * Of figures.
     *
     * @param requestBytes of the files of requests
     * @param inputBytes of the file of records
     */
    public static AwsEstimate of(
            Lane lane, long batches, long requests, long requestBytes, long inputBytes) {
        boolean isDirect = lane == Lane.REALTIME;
        return new AwsEstimate(
                batches,
                isDirect ? 0 : batches * looks(WINDOW),
                isDirect ? requests * SECONDS_PER_ANSWER / ANSWERS_AT_ONCE : 0,
                inputBytes,
                requestBytes,
                requests * REPLY_BYTES);
    }

    /**
     * Of a job that is over.
     *
     * @param attempts at its batches
     * @param usage of all of them
     */
    public static AwsEstimate of(List<BatchAttempt> attempts, Usage usage) {
        long looks = 0;
        double direct = 0;
        for (BatchAttempt attempt : attempts) {
            Instant begun = attempt.submitted();
            Instant over = attempt.over();
            if (begun != null && over != null && attempt.lane() == Lane.BATCH) {
                looks += looks(Duration.between(begun, over));
            } else if (attempt.lane() == Lane.REALTIME) {
                direct += attempt.load().requests() * SECONDS_PER_ANSWER / ANSWERS_AT_ONCE;
            }
        }
        long read = usage.inputTokens() * BYTES_PER_TOKEN;
        long written = usage.outputTokens() * BYTES_PER_TOKEN;
        return new AwsEstimate(attempts.size(), looks, direct, read, read, written);
    }

    /**
     * @param looks at all batches together
     * @param direct seconds in which direct calls are made
     */
    private AwsEstimate(
            long batches,
            long looks,
            double direct,
            long inputBytes,
            long requestBytes,
            long replyBytes) {
        double prepare = (inputBytes + requestBytes) / BYTES_PER_SECOND;
        double submit = requestBytes / BYTES_PER_SECOND;
        double collect = (inputBytes + 2.0 * replyBytes) / BYTES_PER_SECOND;
        // A batch is reserved for, submitted, looked at once and collected.
        long calls = (long) Math.ceil(prepare / SECONDS_PER_STEP) + batches * 4 + looks + 1;
        // Requests, rows, what came back, a part of both results and a segment of finished work for
        // each batch; at the end the parts are copied together.
        long written = requestBytes + inputBytes + 2 * replyBytes + 2 * (inputBytes + replyBytes);
        double seconds = prepare + submit + collect + calls * SECONDS_PER_CALL;
        quantities.put(
                AwsItem.LAMBDA_GB_SECOND,
                BigDecimal.valueOf(MEMORY_GB * seconds + MEMORY_GB_DIRECT * direct));
        set(AwsItem.LAMBDA_REQUEST, calls);
        set(AwsItem.S3_PUT, written / PART_BYTES + 20 * batches + 15);
        set(AwsItem.S3_GET, 8 * batches + 10);
        // Eight changes of a batch's row in its life, a segment's row, two for each look at it.
        set(AwsItem.DYNAMODB_WRITE, batches * 9 + 2 * looks + 6);
        set(AwsItem.DYNAMODB_READ, 3 * calls);
        // Eleven states of a batch with its first look, one for each further, eleven of the job.
        set(AwsItem.STATES_TRANSITION, batches * 11 + looks + 11);
    }

    /**
     * How often a batch is looked at after the first time: as {@code Await} in the state machine
     * has it.
     */
    private static long looks(Duration time) {
        long looks = 0;
        for (long waited = 0; waited < time.toSeconds(); looks++) {
            waited += Math.clamp(waited / 10, 10, 600);
        }
        return looks;
    }

    private void set(AwsItem item, long quantity) {
        quantities.put(item, BigDecimal.valueOf(quantity));
    }

    /** US dollars for these items; empty when one of their prices is not known. */
    public Optional<BigDecimal> cost(AwsItem... items) {
        BigDecimal cost = BigDecimal.ZERO;
        for (AwsItem item : items) {
            Optional<AwsPrice> price = prices.of(item);
            if (price.isEmpty()) {
                return Optional.empty();
            }
            cost = cost.add(price.get().cost(quantities.getOrDefault(item, BigDecimal.ZERO)));
        }
        return Optional.of(cost);
    }

    /** US dollars by item, as text, and their {@code total}; null where a price is not known. */
    public Map<String, @Nullable String> byItem() {
        Map<String, @Nullable String> cost = new LinkedHashMap<>();
        for (AwsItem item : AwsItem.values()) {
            cost.put(item.wire(), text(cost(item)));
        }
        cost.put("total", text(cost(AwsItem.values())));
        return cost;
    }

    private static @Nullable String text(Optional<BigDecimal> cost) {
        return cost.map(BigDecimal::toPlainString).orElse(null);
    }
}
