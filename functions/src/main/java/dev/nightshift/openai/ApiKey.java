package dev.nightshift.openai;

import dev.nightshift.secret.KeptSecret;
import dev.nightshift.secret.Secrets;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The key that calls carry: the one that is set, or the one that Secrets Manager keeps. */
@Singleton
final class ApiKey {
    private final Optional<String> set;
    private final @Nullable KeptSecret kept;

    ApiKey(OpenAiSettings settings, Secrets secrets) {
        this.set = Optional.ofNullable(settings.apiKey());
        this.kept =
                set.isPresent() || settings.apiKeySecret() == null
                        ? null
                        : secrets.of(settings.apiKeySecret());
    }

    /** The key; nothing where none is set. */
    Optional<String> value() {
        return kept == null ? set : kept.value();
    }

    /** Whether there is another key now than the one that was refused. */
    boolean hasChanged() {
        return kept != null && kept.hasChanged();
    }
}
