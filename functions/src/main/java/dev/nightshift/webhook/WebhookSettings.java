package dev.nightshift.webhook;

import io.micronaut.context.annotation.ConfigurationProperties;
import org.jspecify.annotations.Nullable;

/**
 * What OpenAI's deliveries are checked with.
 *
 * @param secret where Secrets Manager keeps the endpoint's signing secret, by ARN or name; null or
 *     blank for nowhere, and then every delivery is refused
 */
@ConfigurationProperties("nightshift.webhook")
public record WebhookSettings(@Nullable String secret) {
    public WebhookSettings {
        secret = secret == null || secret.isBlank() ? null : secret.strip();
    }
}
