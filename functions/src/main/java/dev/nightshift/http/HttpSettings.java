package dev.nightshift.http;

import io.micronaut.context.annotation.ConfigurationProperties;
import org.jspecify.annotations.Nullable;

/**
 * What the functions behind the HTTP API need besides their data.
 *
 * @param cursorKey the secret that {@link Cursors} are sealed with, at least 32 characters; null or
 *     blank if none is set, and then there are no cursors
 */
@ConfigurationProperties("nightshift.http")
public record HttpSettings(@Nullable String cursorKey) {
    private static final int SHORTEST_KEY = 32;

    public HttpSettings {
        if (cursorKey != null && cursorKey.isBlank()) {
            cursorKey = null;
        }
        if (cursorKey != null && cursorKey.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException(
                    "nightshift.http.cursor-key must have at least %d characters, has %d"
                            .formatted(SHORTEST_KEY, cursorKey.length()));
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "HttpSettings[cursorKey=" + (cursorKey == null ? "none" : "set") + "]";
    }
}
