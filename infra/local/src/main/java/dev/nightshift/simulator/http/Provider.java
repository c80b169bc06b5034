package dev.nightshift.simulator.http;

import com.sun.net.httpserver.Headers;
import java.util.Arrays;
import java.util.Locale;

/**
 * Whom the simulator speaks as.
 *
 * @see <a href="https://learn.microsoft.com/azure/foundry/openai/how-to/batch">Azure OpenAI,
 *     batches</a>
 * @see <a href="https://console.groq.com/docs/batch">Groq, batches</a>
 */
public enum Provider {
    OPENAI,
    AZURE,
    GROQ;

    private static final String BEARER = "Bearer ";
    private static final long HOUR = 3_600;
    private static final long FORTNIGHT = 1_209_600;

    /**
     * The provider of a name in lower case.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Provider ofWire(String name) {
        return Arrays.stream(values())
                .filter(provider -> provider.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "is openai, azure or groq, was " + name));
    }

    boolean isAuthorised(Headers headers) {
        String key =
                switch (this) {
                    case OPENAI, GROQ -> {
                        String value = headers.getFirst("Authorization");
                        yield value != null
                                        && value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                                ? value.substring(BEARER.length())
                                : null;
                    }
                    case AZURE -> headers.getFirst("api-key");
                };
        return key != null && !key.isBlank();
    }

    boolean offers(Endpoint endpoint) {
        return switch (this) {
            case OPENAI -> true;
            case AZURE -> !endpoint.wireName().startsWith("webhooks.");
            case GROQ ->
                    !endpoint.wireName().startsWith("webhooks.")
                            && !endpoint.wireName().startsWith("responses.");
        };
    }

    /** The form field of an upload that holds a part of {@code expires_after}. */
    public String expiryField(String part) {
        return this == AZURE ? "expires_after." + part : "expires_after[" + part + "]";
    }

    /** Whether an upload may have such a form field of {@code expires_after}. */
    public boolean takesExpiry(String field) {
        return this != GROQ
                && (field.equals(expiryField("anchor")) || field.equals(expiryField("seconds")));
    }

    /** Seconds for which a file is kept at least. */
    public long shortestLife() {
        return this == AZURE ? FORTNIGHT : HOUR;
    }
}
