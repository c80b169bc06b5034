package dev.nightshift.estimate;

import dev.nightshift.pricing.AwsItem;
import dev.nightshift.pricing.AwsPrice;
import dev.nightshift.pricing.AwsPrices;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a job costs at AWS, beside OpenAI. It is made of what the functions and the state machine do
 * and of assumptions, which {@link #ASSUMPTIONS} names: nothing of it was measured there.
 */
public final class AwsEstimate {
    public static final String ASSUMPTIONS =
            "batches that take all of their 24 hours; functions of 512 MB that move 5 MB a second and"
                    + " take a second more a call; replies of 2 KB; no storage, traffic, retries or"
                    + " free tier";

    private static final double MEMORY_GB = 0.5;
    private static final double BYTES_PER_SECOND = 5_000_000;
    private static final double SECONDS_PER_CALL = 1;
    private static final double SECONDS_PER_STEP = 840;
    private static final long REPLY_BYTES = 2_000;

    /** Of a multipart upload, as {@code ObjectUpload} makes them. */
    private static final long PART_BYTES = 5 * 1024 * 1024;

    private final Map<AwsItem, BigDecimal> quantities = new EnumMap<>(AwsItem.class);
    private final AwsPrices prices = AwsPrices.builtIn();

    /**
     * Of a job.
     *
     * @param inputBytes of the file of records
     */
    public static AwsEstimate of(Estimate estimate, long inputBytes) {
        return new AwsEstimate(
                estimate.batches(), estimate.requests(), estimate.bytes(), inputBytes);
    }

    /**
     * Of figures.
     *
     * @param requestBytes of the files of requests
     * @param inputBytes of the file of records
     */
    public AwsEstimate(long batches, long requests, long requestBytes, long inputBytes) {
        long replyBytes = requests * REPLY_BYTES;
        long looks = looks();
        double prepare = (inputBytes + requestBytes) / BYTES_PER_SECOND;
        double submit = requestBytes / BYTES_PER_SECOND;
        double collect = (inputBytes + 2.0 * replyBytes) / BYTES_PER_SECOND;
        long calls = (long) Math.ceil(prepare / SECONDS_PER_STEP) + batches * (2 + looks) + 1;
        // Requests, rows, what came back, a part of both results and a segment of finished work for
        // each batch; at the end the parts are copied together.
        long written = requestBytes + inputBytes + 2 * replyBytes + 2 * (inputBytes + replyBytes);
        double seconds = prepare + submit + collect + calls * SECONDS_PER_CALL;
        quantities.put(AwsItem.LAMBDA_GB_SECOND, BigDecimal.valueOf(MEMORY_GB * seconds));
        set(AwsItem.LAMBDA_REQUEST, calls);
        set(AwsItem.S3_PUT, written / PART_BYTES + 20 * batches + 15);
        set(AwsItem.S3_GET, 8 * batches + 10);
        // Eight changes of a batch's row in its life, a segment's row, two for each look at it.
        set(AwsItem.DYNAMODB_WRITE, batches * (9 + 2 * looks) + 6);
        set(AwsItem.DYNAMODB_READ, 3 * calls);
        // Eight states of a batch, two for each look at it, seven of the job.
        set(AwsItem.STATES_TRANSITION, batches * (8 + 2 * looks) + 7);
    }

    /** How often a batch is looked at in a day: as {@code Await} in the state machine has it. */
    private static long looks() {
        long looks = 0;
        for (long waited = 0; waited < 24 * 60 * 60; looks++) {
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
}
