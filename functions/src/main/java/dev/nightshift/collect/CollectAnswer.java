package dev.nightshift.collect;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * What was collected.
 *
 * @param version of this contract, 1
 * @param over false when the batch is still at work after all and is to be awaited
 * @param next the attempt that is to follow; null when every record has its outcome
 */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
public record CollectAnswer(int version, boolean over, @Nullable Integer next) {
    static final CollectAnswer AWAIT = new CollectAnswer(1, false, null);
    static final CollectAnswer DONE = new CollectAnswer(1, true, null);
}
