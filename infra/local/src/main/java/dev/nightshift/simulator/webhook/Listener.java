package dev.nightshift.simulator.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook endpoint as it is kept. Instants are seconds since 1970.
 *
 * @param types of the events that it is told, such as {@code batch.completed}
 * @param secret what deliveries are signed with
 * @param oldSecret what they are signed with as well, until {@code oldUntil}; null for none
 * @see <a href="https://platform.openai.com/docs/guides/webhooks">OpenAI's guide, Webhooks</a>
 */
record Listener(
        String id,
        String name,
        URI url,
        List<String> types,
        String secret,
        @Nullable String oldSecret,
        long oldUntil,
        long createdAt,
        long updatedAt) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_BYTES = 32;
    private static final int HINT = 4;
    private static final long DAY = 86_400;

    Listener {
        types = List.copyOf(types);
    }

    /** A new one, with a secret of its own. */
    static Listener of(String name, URI url, List<String> types, Instant now) {
        return new Listener(
                "whe_" + UUID.randomUUID().toString().replace("-", ""),
                name,
                url,
                types,
                newSecret(),
                null,
                0,
                now.getEpochSecond(),
                now.getEpochSecond());
    }

    Listener with(String newName, URI newUrl, List<String> newTypes, Instant now) {
        long at = now.getEpochSecond();
        return new Listener(
                id, newName, newUrl, newTypes, secret, oldSecret, oldUntil, createdAt, at);
    }

    /** The same with another secret; the old one goes on for a day where that is wished. */
    Listener rotated(boolean keepOld, Instant now) {
        long at = now.getEpochSecond();
        return new Listener(
                id,
                name,
                url,
                types,
                newSecret(),
                keepOld ? secret : null,
                keepOld ? at + DAY : 0,
                createdAt,
                at);
    }

    /** What a delivery at an instant is signed with, one or two. */
    List<String> secrets(Instant now) {
        List<String> secrets = new ArrayList<>(List.of(secret));
        if (oldSecret != null && now.getEpochSecond() < oldUntil) {
            secrets.add(oldSecret);
        }
        return secrets;
    }

    /** OpenAI's object, without the secret. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id).put("object", "webhook_endpoint").put("name", name);
        json.put("url", url.toString());
        ArrayNode events = json.putArray("event_types");
        types.forEach(events::add);
        json.put("created_at", createdAt).put("updated_at", updatedAt);
        return json.put("signing_secret_hint", "…" + secret.substring(secret.length() - HINT));
    }

    /** The same with the secret, which is shown once. */
    ObjectNode jsonWithSecret() {
        return json().put("signing_secret", secret);
    }

    private static String newSecret() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return "whsec_" + Base64.getEncoder().encodeToString(key);
    }
}
