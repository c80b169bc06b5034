package dev.nightshift.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * Work that was done.
 *
 * @param version of this contract, 1
 * @param cursor where a wave is to be gone on with; null when the step is done
 */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
public record WorkAnswer(int version, @Nullable Long cursor) {
    static final WorkAnswer DONE = new WorkAnswer(1, null);
}
