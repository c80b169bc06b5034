package dev.nightshift.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of calling an address when a job was over.
 *
 * @param calls how often it was called
 * @param at when that was noted
 * @param problem why nobody took the last call, in one line; null where somebody did
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Told(Fate fate, int calls, Instant at, @Nullable String problem) {

    /** Where it stands. */
    @Serdeable
    public enum Fate {
        /** Somebody took it. */
        @JsonProperty("delivered")
        DELIVERED,
        /** Nobody did, and it is tried again. */
        @JsonProperty("trying")
        TRYING,
        /** Nobody did, and nobody will. */
        @JsonProperty("failed")
        FAILED
    }
}
