package dev.nightshift.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A batch as OpenAI describes it. Providers of the same shape leave fields out or empty, so that
 * only the id is certain. Source: OpenAI, API reference, the Batch object.
 *
 * @param id names it in other calls; never blank
 * @param statusText the status in OpenAI's word, which {@link #status()} reads; null if not told
 * @param endpoint the path every line is for, as {@code /v1/responses}; null if not told
 * @param model the model every line is for; null if not told
 * @param inputFileId the file of requests; null if not told
 * @param outputFileId the file of answers; null while there is none, and if no line succeeded
 * @param errorFileId the file of lines that failed or expired; null if there is none
 * @param errors why the input file was refused; null if it was not
 * @param requestCounts how far it is; null if not told
 * @param usage the tokens of all lines; null while running, and for batches before September 2025
 * @param metadata what {@link NewBatch#metadata()} gave it; empty if nothing
 */
@Serdeable.Deserializable(naming = SnakeCaseStrategy.class)
public record Batch(
        String id,
        @JsonProperty("status") @Nullable String statusText,
        @Nullable String endpoint,
        @Nullable String model,
        @Nullable String inputFileId,
        @Nullable String outputFileId,
        @Nullable String errorFileId,
        @Nullable Errors errors,
        @Serdeable.Deserializable(using = LenientInstant.class) @Nullable Instant createdAt,
        @Serdeable.Deserializable(using = LenientInstant.class) @Nullable Instant inProgressAt,
        @Serdeable.Deserializable(using = LenientInstant.class) @Nullable Instant expiresAt,
        @Serdeable.Deserializable(using = LenientInstant.class) @Nullable Instant finalizingAt,
        @Serdeable.Deserializable(using = LenientInstant.class) @Nullable Instant completedAt,
        @Serdeable.Deserializable(using = LenientInstant.class) @Nullable Instant failedAt,
        @Serdeable.Deserializable(using = LenientInstant.class) @Nullable Instant expiredAt,
        @Serdeable.Deserializable(using = LenientInstant.class) @Nullable Instant cancellingAt,
        @Serdeable.Deserializable(using = LenientInstant.class) @Nullable Instant cancelledAt,
        @Nullable BatchCounts requestCounts,
        @Nullable BatchUsage usage,
        Map<String, String> metadata) {
    public Batch {
        if (id.isBlank()) {
            throw new IllegalArgumentException("A batch must have an id");
        }
        inputFileId = Text.orNull(inputFileId);
        outputFileId = Text.orNull(outputFileId);
        errorFileId = Text.orNull(errorFileId);
        metadata = withoutNulls(metadata);
    }

    private static Map<String, String> withoutNulls(Map<String, @Nullable String> pairs) {
        Map<String, String> known = new LinkedHashMap<>();
        pairs.forEach(
                (key, value) -> {
                    if (value != null) {
                        known.put(key, value);
                    }
                });
        return Collections.unmodifiableMap(known);
    }

    /** Where it stands, {@link BatchStatus#UNKNOWN} for a word that is not known. */
    public BatchStatus status() {
        return BatchStatus.of(statusText);
    }

    /** Requests that were answered; 0 when it is not told. */
    public long answered() {
        return requestCounts == null
                ? 0
                : Objects.requireNonNullElse(requestCounts.completed(), 0L);
    }

    /** Requests that are finished, failed ones included; 0 when it is not told. */
    public long done() {
        return answered()
                + (requestCounts == null
                        ? 0
                        : Objects.requireNonNullElse(requestCounts.failed(), 0L));
    }

    /** Why the input file was refused, in the order told; empty if it was not. */
    public List<BatchError> problems() {
        return errors == null ? List.of() : errors.data();
    }

    /** The list as it is written; {@link Batch#problems()} reads better. */
    @Serdeable.Deserializable
    public record Errors(List<BatchError> data) {
        public Errors {
            data = List.copyOf(data);
        }
    }
}
