package dev.nightshift.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the batches there are, newest first.
 *
 * @param batches empty at the end
 * @param hasMore whether older ones follow
 */
@Serdeable.Deserializable
public record BatchPage(
        @JsonProperty("data") List<Batch> batches, @JsonProperty("has_more") boolean hasMore) {
    public BatchPage {
        batches = List.copyOf(batches);
    }

    /** What to ask for next, as {@code after}; null if this is the last page. */
    public @Nullable String next() {
        return hasMore && !batches.isEmpty() ? batches.getLast().id() : null;
    }
}
