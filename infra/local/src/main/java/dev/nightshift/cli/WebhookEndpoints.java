package dev.nightshift.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The webhook endpoints that OpenAI knows of a key's project.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/webhooks">OpenAI's reference,
 *     webhook endpoints</a>
 */
final class WebhookEndpoints implements AutoCloseable {
    /** The events of batches, which are all that is waited for. */
    static final List<String> EVENTS =
            List.of("batch.completed", "batch.failed", "batch.expired", "batch.cancelled");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI baseUrl;
    private final String key;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    WebhookEndpoints(URI baseUrl, String key) {
        this.baseUrl = baseUrl;
        this.key = key;
    }

    /**
     * An endpoint as OpenAI shows it.
     *
     * @param hint the end of its secret
     * @param secret null but where it was just made
     */
    record Endpoint(String id, String name, String url, String hint, @Nullable String secret) {}

    /** All of them, the newest first. */
    List<Endpoint> all() {
        List<Endpoint> all = new ArrayList<>();
        String after = "";
        while (true) {
            JsonNode page = call("GET", "?limit=100" + after, null);
            page.path("data").forEach(one -> all.add(endpoint(one)));
            if (!page.path("has_more").asBoolean() || all.isEmpty()) {
                return all;
            }
            after = "&after=" + all.getLast().id();
        }
    }

    /** Makes one; its secret is told this once. */
    Endpoint create(String name, URI url) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("name", name).put("url", url.toString());
        EVENTS.forEach(body.putArray("event_types")::add);
        return endpoint(call("POST", "", body));
    }

    /**
     * Gives one another secret.
     *
     * @param keepsOld whether deliveries are signed with the old one as well for a day
     */
    Endpoint rotate(String id, boolean keepsOld) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("keep_old_secret_active_for_24_hours", keepsOld);
        return endpoint(call("POST", "/" + id + "/rotate_secret", body));
    }

    /** Has a sample delivered; the status that the endpoint answered with. */
    int test(String id) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("event_type", EVENTS.getFirst());
        return call("POST", "/" + id + "/test", body).path("status_code").asInt();
    }

    void delete(String id) {
        call("DELETE", "/" + id, null);
    }

    @Override
    public void close() {
        client.close();
    }

    private JsonNode call(String method, String path, @Nullable JsonNode body) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(baseUrl + "/webhook_endpoints" + path))
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body.toString()))
                        .build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw CommandException.wrong(
                        "OpenAI refused with %d: %s"
                                .formatted(answer.statusCode(), problem(answer.body())));
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw CommandException.wrong("%s cannot be reached".formatted(baseUrl));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.wrong("stopped while OpenAI was asked");
        }
    }

    private static String problem(String body) {
        try {
            return Printable.line(JSON.readTree(body).path("error").path("message").asText());
        } catch (JsonProcessingException none) {
            return "no reason was told";
        }
    }

    private static Endpoint endpoint(JsonNode one) {
        return new Endpoint(
                one.path("id").asText(),
                one.path("name").asText(),
                one.path("url").asText(),
                one.path("signing_secret_hint").asText(),
                one.path("signing_secret").textValue());
    }
}
