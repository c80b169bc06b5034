package dev.nightshift.openai;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that OpenAI holds. Source: OpenAI, API reference, the File object.
 *
 * @param id names it in other calls; never blank
 * @param bytes its size as OpenAI counted it; null if not told
 * @param filename its name as uploaded; null if not told
 * @param purpose {@code batch} for what was uploaded, {@code batch_output} for results; null if not
 *     told
 * @param status {@code processed} once batches can be made of it; null if not told
 * @param createdAt null if not told
 * @param expiresAt when OpenAI deletes it by itself; null if never, or not told
 */
@Serdeable.Deserializable(naming = SnakeCaseStrategy.class)
public record UploadedFile(
        String id,
        @Nullable Long bytes,
        @Nullable String filename,
        @Nullable String purpose,
        @Nullable String status,
        @Serdeable.Deserializable(using = LenientInstant.class) @Nullable Instant createdAt,
        @Serdeable.Deserializable(using = LenientInstant.class) @Nullable Instant expiresAt) {
    public UploadedFile {
        if (id.isBlank()) {
            throw new IllegalArgumentException("A file must have an id");
        }
    }

    /** Whether the provider is done with reading it, well or not. */
    boolean isRead() {
        return status == null
                || !Set.of("uploaded", "pending", "running", "importing")
                        .contains(status.toLowerCase(Locale.ROOT));
    }
}
