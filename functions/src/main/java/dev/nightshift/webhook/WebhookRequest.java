package dev.nightshift.webhook;

import io.micronaut.serde.annotation.Serdeable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A call as API Gateway hands it over (payload format 2.0), as far as it is looked at.
 *
 * @param headers by name, in any case
 * @param body null for none
 * @param isBase64Encoded whether the body is Base64 in place of text; null for text
 */
@Serdeable
record WebhookRequest(
        @Nullable Map<String, String> headers,
        @Nullable String body,
        @Nullable Boolean isBase64Encoded) {

    WebhookRequest {
        Map<String, String> byName = new TreeMap<>();
        if (headers != null) {
            headers.forEach((name, value) -> byName.put(name.toLowerCase(Locale.ROOT), value));
        }
        headers = byName;
    }

    /** A header's value; empty when there is none. */
    String header(String name) {
        return headers == null ? "" : headers.getOrDefault(name, "");
    }

    /** The body as it was sent; nothing where it is no Base64 though it should be. */
    Optional<byte[]> bytes() {
        if (body == null) {
            return Optional.of(new byte[0]);
        }
        if (!Boolean.TRUE.equals(isBase64Encoded)) {
            return Optional.of(body.getBytes(StandardCharsets.UTF_8));
        }
        try {
            return Optional.of(Base64.getDecoder().decode(body));
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }
}
