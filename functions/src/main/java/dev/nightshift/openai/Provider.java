package dev.nightshift.openai;

import io.micronaut.http.MutableHttpRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who answers OpenAI's calls, and what they want otherwise than OpenAI. Servers of the same shape
 * that want nothing else are {@link #OPENAI} under another base URL. What providers answer
 * otherwise (dates as text, statuses in capitals, counts of null) is read from all of them.
 *
 * @see <a href="https://learn.microsoft.com/azure/foundry/openai/how-to/batch">Azure OpenAI,
 *     batches</a>
 * @see <a href="https://console.groq.com/docs/batch">Groq, batches</a>
 */
public enum Provider {
    OPENAI,
    AZURE,
    GROQ;

    private static final String VERSION = "/v1";
    private static final Duration SHORTEST_AT_AZURE = Duration.ofDays(14);

    void sign(MutableHttpRequest<?> request, String key) {
        switch (this) {
            case OPENAI, GROQ -> request.bearerAuth(key);
            case AZURE -> request.header("api-key", key);
        }
    }

    /**
     * How long a file is kept that is wanted for so long; null where nothing can be said of that.
     *
     * @param wanted null for the provider's own choice
     */
    @Nullable ExpiresAfter kept(@Nullable Duration wanted) {
        if (wanted == null) {
            return null;
        }
        return switch (this) {
            case OPENAI -> ExpiresAfter.of(wanted);
            case AZURE ->
                    ExpiresAfter.of(
                            wanted.compareTo(SHORTEST_AT_AZURE) < 0 ? SHORTEST_AT_AZURE : wanted);
            case GROQ -> null;
        };
    }

    /** The form field for a part of {@link ExpiresAfter}. */
    String expiryField(String part) {
        return this == AZURE ? "expires_after." + part : "expires_after[" + part + "]";
    }

    /** What a batch of requests for {@code path} names as its endpoint. */
    String batchEndpoint(String path) {
        return this == AZURE && path.startsWith(VERSION) ? path.substring(VERSION.length()) : path;
    }

    /** Whether an uploaded file has to be waited for before a batch may be made of it. */
    boolean readsFilesLater() {
        return this == AZURE;
    }

    /** Whether {@code /v1/responses} is answered in batches; else only chat completions are. */
    public boolean hasResponses() {
        return this != GROQ;
    }
}
