package dev.nightshift.webhook;

import io.micronaut.serde.annotation.Serdeable;
import java.util.Map;

/**
 * The answer to a call as API Gateway takes it. OpenAI delivers again what is not answered with
 * 2xx, for up to three days.
 *
 * @param body one line for whoever tests the endpoint by hand
 */
@Serdeable
record WebhookAnswer(int statusCode, Map<String, String> headers, String body) {

    static WebhookAnswer of(int status, String line) {
        return new WebhookAnswer(
                status, Map.of("content-type", "text/plain; charset=utf-8"), line + "\n");
    }
}
