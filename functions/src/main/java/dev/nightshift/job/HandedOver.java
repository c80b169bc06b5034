package dev.nightshift.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nightshift.job.Told.Fate;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of handing the records of a job to an address when it was over.
 *
 * @param fate {@code trying} as long as records are left
 * @param records that were taken
 * @param chunks in which they were taken
 * @param bytes of {@code results.jsonl} that are done with
 * @param at when that was noted
 * @param problem why nobody took the next chunk, in one line; null where none was refused
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HandedOver(
        Fate fate, long records, int chunks, long bytes, Instant at, @Nullable String problem) {

    /** Whether records are left, and none of them was refused. */
    @JsonIgnore
    public boolean isMoving() {
        return fate == Fate.TRYING && problem == null;
    }
}
