package dev.nightshift.collect;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.pricing.Lane;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * What was collected.
 *
 * @param version of this contract, 1
 * @param over false when a batch is still at work after all and is to be awaited
 * @param next the attempt that is to follow; null when every record has its outcome
 * @param lane how the requests of that attempt are to reach the model; without meaning when there
 *     is none
 * @param notice what is to be told of a job that is over; null for a step that ended none
 */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
public record CollectAnswer(
        int version, boolean over, @Nullable Integer next, Lane lane, @Nullable Notice notice) {
    static final CollectAnswer AWAIT = new CollectAnswer(1, false, null, Lane.BATCH, null);
    static final CollectAnswer DONE = new CollectAnswer(1, true, null, Lane.BATCH, null);

    /** A job is over. */
    static CollectAnswer ended(Notice notice) {
        return new CollectAnswer(1, true, null, Lane.BATCH, notice);
    }

    /** What is to follow on an attempt. */
    static CollectAnswer goOn(BatchAttempt next) {
        return new CollectAnswer(1, true, next.attempt(), next.lane(), null);
    }
}
