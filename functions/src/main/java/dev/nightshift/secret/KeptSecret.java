package dev.nightshift.secret;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A secret that is read when it is first needed, and again when it turns out not to hold any more.
 * Safe for use by several threads. It has no {@code toString} that would tell it.
 */
public final class KeptSecret {
    /** Whoever sends what does not fit cannot have it read for every call. */
    private static final Duration BETWEEN_READINGS = Duration.ofSeconds(5);

    private final Supplier<Optional<String>> read;
    private final InstantSource clock;
    private Optional<String> value = Optional.empty();
    private @Nullable Instant readAt;

    KeptSecret(Supplier<Optional<String>> read, InstantSource clock) {
        this.read = read;
        this.clock = clock;
    }

    /** The value; nothing where none was set. */
    public synchronized Optional<String> value() {
        if (readAt == null) {
            read();
        } else if (value.isEmpty()) {
            hasChanged();
        }
        return value;
    }

    /**
     * Reads the value again, unless that was done a moment ago.
     *
     * @return whether it is another now
     */
    public synchronized boolean hasChanged() {
        Instant last = readAt;
        if (last != null && clock.instant().isBefore(last.plus(BETWEEN_READINGS))) {
            return false;
        }
        Optional<String> before = value;
        read();
        return !value.equals(before);
    }

    private void read() {
        value = read.get();
        readAt = clock.instant();
    }
}
