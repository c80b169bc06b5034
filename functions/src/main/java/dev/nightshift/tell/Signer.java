package dev.nightshift.tell;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import dev.nightshift.secret.KeptSecret;
import dev.nightshift.secret.Secrets;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs calls, so that whoever is called knows that they are ours and of now.
 *
 * @see <a
 *     href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">
 *     Standard Webhooks</a>
 */
@Singleton
final class Signer {
    private final @Nullable KeptSecret secret;

    Signer(TellSettings settings, Secrets secrets) {
        this.secret = settings.secret() == null ? null : secrets.of(settings.secret());
    }

    /**
     * The headers that sign a call.
     *
     * @param id the same for each repeat
     * @throws IllegalArgumentException when there is nothing to sign with; the message does not
     *     repeat what is there
     */
    Map<String, String> headers(String id, String body) {
        String value =
                Optional.ofNullable(secret)
                        .flatMap(KeptSecret::value)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "there is no secret to sign with"));
        // Real time, which whoever is called goes by, however fast the stack's own passes.
        long now = Instant.now().getEpochSecond();
        try {
            return Map.of(
                    "webhook-id", id,
                    "webhook-timestamp", Long.toString(now),
                    "webhook-signature", new Webhook(value).sign(id, now, body));
        } catch (WebhookSigningException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the secret to sign with is no Base64");
        }
    }

    /** Whether the secret is another than the one that was signed with. */
    boolean hasAnotherSecret() {
        return secret != null && secret.hasChanged();
    }
}
