package dev.nightshift.openai;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Duration;

/**
 * When OpenAI deletes a file by itself, counted from the file's own creation.
 *
 * @param anchor always {@code created_at}
 * @param seconds an hour to 30 days
 */
@Serdeable.Serializable
public record ExpiresAfter(String anchor, long seconds) {
    static final Duration SHORTEST = Duration.ofHours(1);
    static final Duration LONGEST = Duration.ofDays(30);

    public ExpiresAfter {
        if (seconds < SHORTEST.toSeconds() || seconds > LONGEST.toSeconds()) {
            throw new IllegalArgumentException(
                    "OpenAI keeps files for an hour to 30 days, not for "
                            + Duration.ofSeconds(seconds));
        }
    }

    public static ExpiresAfter of(Duration age) {
        return new ExpiresAfter("created_at", age.toSeconds());
    }
}
