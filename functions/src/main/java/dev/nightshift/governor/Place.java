package dev.nightshift.governor;

import dev.nightshift.batch.AttemptReference;
import dev.nightshift.metrics.Metric;
import dev.nightshift.metrics.Metrics;
import java.time.Instant;
import java.util.Map;

/**
 * A claim's place in the queue.
 *
 * @param since when the tokens were first asked for
 */
record Place(String model, AttemptReference reference, long tokens, Instant since) {
    /** Tells how long it was waited for its tokens. */
    void tell(Metrics metrics, Instant now) {
        metrics.tell(
                Map.of(
                        "job",
                        reference.job().value(),
                        "batch",
                        Integer.toString(reference.batch()),
                        "attempt",
                        Integer.toString(reference.attempt()),
                        Metrics.MODEL,
                        model),
                Map.of(Metric.TOKEN_WAIT, Metrics.seconds(since, now)));
    }
}
