package dev.nightshift.collect;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.openai.Batch;
import dev.nightshift.openai.OpenAi;
import dev.nightshift.openai.OpenAiException;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes a batch's files at OpenAI. Doing it twice does no harm, and a file that cannot be deleted
 * expires there by itself.
 */
@Singleton
final class Tidy {
    private static final Logger LOG = LoggerFactory.getLogger(Tidy.class);

    private final OpenAi openAi;
    private final TidySettings settings;

    Tidy(OpenAi openAi, TidySettings settings) {
        this.openAi = openAi;
        this.settings = settings;
    }

    /**
     * Deletes the files of an attempt that is collected.
     *
     * @param batch null when OpenAI has none
     */
    void up(BatchAttempt attempt, @Nullable Batch batch) {
        if (settings.openAiFiles()) {
            away(attempt, batch);
        }
    }

    /** Deletes the files of an attempt whatever is configured. */
    void away(BatchAttempt attempt, @Nullable Batch batch) {
        Stream.of(
                        attempt.fileId(),
                        batch == null ? null : batch.outputFileId(),
                        batch == null ? null : batch.errorFileId())
                .filter(Objects::nonNull)
                .forEach(this::delete);
    }

    private void delete(String fileId) {
        try {
            openAi.deleteFile(fileId);
        } catch (OpenAiException kept) {
            LOG.warn("file {} is left to expire at OpenAI: {}", fileId, kept.getMessage());
        }
    }
}
