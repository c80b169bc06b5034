package dev.nightshift.webhook;

import dev.nightshift.batch.AttemptReference;
import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.batch.BatchNotices;
import dev.nightshift.batch.BatchNotices.Expected;
import dev.nightshift.job.Waiters;
import dev.nightshift.lambda.Invocation;
import dev.nightshift.secret.KeptSecret;
import dev.nightshift.secret.Secrets;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what OpenAI tells. An event says nothing that would be believed: it has the waiting
 * execution look at its batch at once, which asks OpenAI. So an event that is lost, doubled, early
 * or late does no harm: one that comes before the execution waits is not needed, for a look follows
 * the token, and one that is lost is made up for by the next look.
 */
@Singleton
public final class Webhook {
    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
    private static final int LARGEST_BODY = 256 * 1024;

    private final @Nullable KeptSecret secret;
    private final BatchNotices notices;
    private final BatchAttempts attempts;
    private final Waiters waiters;
    private final InstantSource clock;

    Webhook(
            WebhookSettings settings,
            Secrets secrets,
            BatchNotices notices,
            BatchAttempts attempts,
            Waiters waiters,
            InstantSource clock) {
        this.secret = settings.secret() == null ? null : secrets.of(settings.secret());
        this.notices = notices;
        this.attempts = attempts;
        this.waiters = waiters;
        this.clock = clock;
    }

    WebhookAnswer take(WebhookRequest request) throws IOException {
        byte[] body = request.bytes().orElse(null);
        if (body == null) {
            return WebhookAnswer.of(400, "the body is no Base64");
        }
        if (body.length > LARGEST_BODY) {
            return WebhookAnswer.of(413, "the body is too large");
        }
        String delivery = request.header("webhook-id");
        boolean isGenuine =
                secret != null
                        && (isGenuine(secret, request, body)
                                || (secret.hasChanged() && isGenuine(secret, request, body)));
        if (!isGenuine) {
            return WebhookAnswer.of(401, "the delivery is not signed by OpenAI, or not of now");
        }
        return Event.read(body)
                .map(event -> take(event, delivery))
                .orElseGet(() -> WebhookAnswer.of(400, "the body is no event"));
    }

    private boolean isGenuine(KeptSecret secret, WebhookRequest request, byte[] body) {
        return secret.value()
                .map(Signature::new)
                .filter(
                        signature ->
                                signature.isBy(
                                        request.header("webhook-id"),
                                        request.header("webhook-timestamp"),
                                        request.header("webhook-signature"),
                                        body,
                                        clock.instant()))
                .isPresent();
    }

    private WebhookAnswer take(Event event, String delivery) {
        Optional<Expected> expected =
                event.isOfBatch() ? notices.find(event.subject()) : Optional.empty();
        if (expected.isEmpty()) {
            return WebhookAnswer.of(200, "ignored: nothing here waits for that");
        }
        if (delivery.equals(expected.get().delivery())) {
            return WebhookAnswer.of(200, "known already");
        }
        AttemptReference which = expected.get().attempt();
        attempts.find(which.job(), which.batch(), which.attempt())
                .map(BatchAttempt::token)
                .ifPresent(token -> waiters.wake(token, false));
        Invocation.concernsJob(which.job().value());
        LOG.info("batch {}: {}", which, event.type());
        // Last, so that a delivery that dies here is not taken for known when it comes again.
        notices.told(event.subject(), delivery, clock.instant());
        return WebhookAnswer.of(200, "taken");
    }
}
