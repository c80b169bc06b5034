package dev.nightshift.http;

import io.micronaut.context.annotation.ConfigurationProperties;
import org.jspecify.annotations.Nullable;

/**
 * What the functions behind the HTTP API need besides their data.
 *
 * @param cursorKey the secret that {@link Cursors} are sealed with, at least 32 characters; null or
 *     blank if none is set, and then there are no cursors
 * @param operatorScope the scope, or the group, of a token whose bearer may see all; null or blank
 *     for none
 */
@ConfigurationProperties("nightshift.http")
public record HttpSettings(@Nullable String cursorKey, @Nullable String operatorScope) {
    private static final int SHORTEST_KEY = 32;

    public HttpSettings {
        cursorKey = orNull(cursorKey);
        operatorScope = orNull(operatorScope);
        if (cursorKey != null && cursorKey.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException(
                    "nightshift.http.cursor-key must have at least %d characters, has %d"
                            .formatted(SHORTEST_KEY, cursorKey.length()));
        }
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "HttpSettings[cursorKey=%s, operatorScope=%s]"
                .formatted(cursorKey == null ? "none" : "set", operatorScope);
    }
}
