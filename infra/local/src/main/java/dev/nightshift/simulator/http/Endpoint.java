package dev.nightshift.simulator.http;

import java.util.Optional;

/**
 * What can be called. The wire name is the one used in settings and counters; the template's {@code
 * *} stands for one id.
 */
public enum Endpoint {
    FILES_CREATE("files.create", "POST", "/v1/files"),
    FILES_LIST("files.list", "GET", "/v1/files"),
    FILES_GET("files.get", "GET", "/v1/files/*"),
    FILES_DELETE("files.delete", "DELETE", "/v1/files/*"),
    FILES_CONTENT("files.content", "GET", "/v1/files/*/content"),
    BATCHES_CREATE("batches.create", "POST", "/v1/batches"),
    BATCHES_LIST("batches.list", "GET", "/v1/batches"),
    BATCHES_GET("batches.get", "GET", "/v1/batches/*"),
    BATCHES_CANCEL("batches.cancel", "POST", "/v1/batches/*/cancel"),
    CHAT_CREATE("chat.create", "POST", "/v1/chat/completions"),
    RESPONSES_CREATE("responses.create", "POST", "/v1/responses"),
    RESPONSES_INPUT_TOKENS("responses.input_tokens", "POST", "/v1/responses/input_tokens"),
    RESPONSES_GET("responses.get", "GET", "/v1/responses/*"),
    RESPONSES_DELETE("responses.delete", "DELETE", "/v1/responses/*"),
    MODELS_LIST("models.list", "GET", "/v1/models"),
    MODELS_GET("models.get", "GET", "/v1/models/*"),
    WEBHOOKS_CREATE("webhooks.create", "POST", "/v1/webhook_endpoints"),
    WEBHOOKS_LIST("webhooks.list", "GET", "/v1/webhook_endpoints"),
    WEBHOOKS_GET("webhooks.get", "GET", "/v1/webhook_endpoints/*"),
    WEBHOOKS_UPDATE("webhooks.update", "POST", "/v1/webhook_endpoints/*"),
    WEBHOOKS_DELETE("webhooks.delete", "DELETE", "/v1/webhook_endpoints/*"),
    WEBHOOKS_ROTATE_SECRET(
            "webhooks.rotate_secret", "POST", "/v1/webhook_endpoints/*/rotate_secret"),
    WEBHOOKS_TEST("webhooks.test", "POST", "/v1/webhook_endpoints/*/test");

    private final String wireName;
    private final String method;
    private final String prefix;
    private final String suffix;
    private final boolean hasId;

    Endpoint(String wireName, String method, String template) {
        this.wireName = wireName;
        this.method = method;
        int star = template.indexOf('*');
        this.hasId = star >= 0;
        this.prefix = hasId ? template.substring(0, star) : template;
        this.suffix = hasId ? template.substring(star + 1) : "";
    }

    /** An endpoint and the id found in the path; the id is empty where the path has none. */
    public record Match(Endpoint endpoint, String id) {}

    public String wireName() {
        return wireName;
    }

    /** Whether calls of it count against the pace of a model. */
    public boolean callsModel() {
        return this == CHAT_CREATE || this == RESPONSES_CREATE;
    }

    /** The endpoint for a request; empty when there is none. */
    static Optional<Match> match(String method, String path) {
        for (Endpoint endpoint : values()) {
            if (endpoint.method.equals(method)) {
                Optional<Match> found = endpoint.match(path);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Match> match(String path) {
        if (!hasId) {
            return path.equals(prefix) ? Optional.of(new Match(this, "")) : Optional.empty();
        }
        int end = path.length() - suffix.length();
        if (!path.startsWith(prefix) || !path.endsWith(suffix) || end <= prefix.length()) {
            return Optional.empty();
        }
        String id = path.substring(prefix.length(), end);
        return id.contains("/") ? Optional.empty() : Optional.of(new Match(this, id));
    }
}
