package dev.nightshift.submit;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.openai.Batch;
import dev.nightshift.openai.BatchPage;
import dev.nightshift.openai.OpenAi;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds batches that were created without our hearing of it. OpenAI's list has no filter, but comes
 * newest first and shows what each batch was created with.
 */
@Singleton
public final class LostBatches {
    /** The name under which a batch carries its reference in its metadata. */
    static final String REFERENCE = "nightshift";

    /** How far OpenAI's clock may be from ours. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    private static final int PAGE = 100;

    private final OpenAi openAi;

    public LostBatches(OpenAi openAi) {
        this.openAi = openAi;
    }

    /**
     * The batch of an attempt, when OpenAI has it among those created since {@code asked}.
     *
     * @param file the attempt's, of which no other batch is made; it tells where a provider does
     *     not show what batches were created with
     */
    Optional<Batch> find(BatchAttempt attempt, @Nullable String file, Instant asked) {
        Instant since = asked.minus(CLOCKS_APART);
        @Nullable String after = null;
        while (true) {
            BatchPage page = openAi.batches(after, PAGE);
            for (Batch batch : page.batches()) {
                if (attempt.reference().toString().equals(batch.metadata().get(REFERENCE))
                        || (file != null && file.equals(batch.inputFileId()))) {
                    return Optional.of(batch);
                }
                if (batch.createdAt() != null && batch.createdAt().isBefore(since)) {
                    return Optional.empty();
                }
            }
            if (page.next() == null) {
                return Optional.empty();
            }
            after = page.next();
        }
    }
}
