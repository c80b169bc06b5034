package dev.nightshift.webhook;

import dev.nightshift.lambda.Deadline;
import dev.nightshift.lambda.JsonHandler;
import dev.nightshift.lambda.Rehearsal;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;

/** The entry point of {@link Webhook} on Lambda. */
public final class WebhookHandler extends JsonHandler<WebhookRequest, WebhookAnswer> {
    private final Webhook webhook;

    public WebhookHandler() {
        this(contextOfThisFunction());
        Rehearsal.beforeSnapshot("webhook", WebhookHandler::new);
    }

    public WebhookHandler(ApplicationContext context) {
        super(context, WebhookRequest.class);
        webhook = bean(Webhook.class);
    }

    @Override
    protected WebhookAnswer handle(WebhookRequest request, Deadline deadline) throws IOException {
        return webhook.take(request);
    }
}
