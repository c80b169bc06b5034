package dev.nightshift.openai;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A batch to be created. Source: OpenAI, API reference, "Create batch".
 *
 * @param inputFileId a file of requests, one per line, uploaded with purpose {@code batch}
 * @param endpoint the path every line is for, as {@code /v1/responses}
 * @param completionWindow {@code 24h}, the only one OpenAI takes
 * @param metadata up to 16 pairs by which the batch is known again; keys up to 64 characters,
 *     values up to 512
 * @param outputExpiresAfter when the result files are deleted; null for OpenAI's 30 days
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
public record NewBatch(
        String inputFileId,
        String endpoint,
        String completionWindow,
        Map<String, String> metadata,
        @Nullable ExpiresAfter outputExpiresAfter) {
    public NewBatch {
        if (inputFileId.isBlank() || !endpoint.startsWith("/") || completionWindow.isBlank()) {
            throw new IllegalArgumentException(
                    "A batch needs a file, a path and a window: "
                            + inputFileId
                            + ", "
                            + endpoint
                            + ", "
                            + completionWindow);
        }
        if (metadata.size() > 16) {
            throw new IllegalArgumentException(
                    "OpenAI takes up to 16 pairs of metadata, not " + metadata.size());
        }
        metadata.forEach(
                (key, value) -> {
                    if (key.length() > 64 || value.length() > 512) {
                        throw new IllegalArgumentException(
                                "OpenAI takes metadata of up to 64 and 512 characters: " + key);
                    }
                });
        metadata = Map.copyOf(metadata);
    }

    /** The same for another path. */
    NewBatch withEndpoint(String other) {
        return new NewBatch(inputFileId, other, completionWindow, metadata, outputExpiresAfter);
    }

    /** A batch within 24 hours whose result files are kept for OpenAI's 30 days. */
    public NewBatch(String inputFileId, String endpoint, Map<String, String> metadata) {
        this(inputFileId, endpoint, "24h", metadata, null);
    }
}
