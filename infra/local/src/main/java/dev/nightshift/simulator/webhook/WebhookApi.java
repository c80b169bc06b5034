package dev.nightshift.simulator.webhook;

import static dev.nightshift.simulator.http.Call.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.simulator.http.Answer;
import dev.nightshift.simulator.http.ApiError;
import dev.nightshift.simulator.http.Call;
import dev.nightshift.simulator.http.Page;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calls about webhook endpoints. OpenAI takes https alone; the simulator takes http as well,
 * and never an endpoint on another machine.
 *
 * @see <a href="https://platform.openai.com/docs/guides/webhooks">OpenAI's guide, Webhooks</a>
 */
public final class WebhookApi {
    private static final int LISTED = 20;
    private static final int MOST_LISTED = 100;
    private static final int LONGEST_NAME = 256;
    private static final Set<String> HERE = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Listeners listeners;
    private final Deliveries deliveries;
    private final InstantSource time;

    public WebhookApi(Listeners listeners, Deliveries deliveries, InstantSource time) {
        this.listeners = listeners;
        this.deliveries = deliveries;
        this.time = time;
    }

    public Answer create(Call call) throws IOException {
        ObjectNode body = call.json().orElse(null);
        if (body == null) {
            return Call.unreadable();
        }
        for (String name : List.of("name", "url", "event_types")) {
            if (!body.hasNonNull(name)) {
                return Answer.invalid(
                        "Missing required parameter: '%s'.".formatted(name),
                        name,
                        "missing_required_parameter");
            }
        }
        Answer refusal = refusal(body);
        if (refusal != null) {
            return refusal;
        }
        Listener listener =
                Listener.of(
                        String.valueOf(text(body, "name")),
                        URI.create(String.valueOf(text(body, "url"))),
                        types(body),
                        time.instant());
        listeners.keep(listener);
        return Answer.ok(listener.jsonWithSecret());
    }

    public Answer list(Call call) {
        return switch (Page.parse(call, LISTED, MOST_LISTED)) {
            case Page.Parsed.Refused refused -> refused.answer();
            case Page.Parsed.Good good ->
                    good.page()
                            .cut(listeners.all(), Listener::id, Listener::json)
                            .map(Answer::ok)
                            .orElseGet(() -> notFound(good.page().after()));
        };
    }

    public Answer get(Call call) {
        return listeners
                .find(call.id())
                .map(listener -> Answer.ok(listener.json()))
                .orElseGet(() -> notFound(call.id()));
    }

    public Answer update(Call call) throws IOException {
        Optional<Listener> found = listeners.find(call.id());
        ObjectNode body = call.json().orElse(null);
        if (found.isEmpty() || body == null) {
            return found.isEmpty() ? notFound(call.id()) : Call.unreadable();
        }
        Answer refusal = refusal(body);
        if (refusal != null) {
            return refusal;
        }
        Listener old = found.get();
        Listener changed =
                old.with(
                        Objects.requireNonNullElse(text(body, "name"), old.name()),
                        body.has("url") ? URI.create(body.path("url").asText()) : old.url(),
                        body.has("event_types") ? types(body) : old.types(),
                        time.instant());
        listeners.keep(changed);
        return Answer.ok(changed.json());
    }

    public Answer delete(Call call) throws IOException {
        if (!listeners.delete(call.id())) {
            return notFound(call.id());
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", call.id()).put("object", "webhook_endpoint.deleted");
        return Answer.ok(json.put("deleted", true));
    }

    public Answer rotateSecret(Call call) throws IOException {
        Optional<Listener> found = listeners.find(call.id());
        if (found.isEmpty()) {
            return notFound(call.id());
        }
        boolean keepsOld =
                call.json()
                        .map(body -> body.path("keep_old_secret_active_for_24_hours").asBoolean())
                        .orElse(false);
        Listener rotated = found.get().rotated(keepsOld, time.instant());
        listeners.keep(rotated);
        return Answer.ok(rotated.jsonWithSecret());
    }

    public Answer test(Call call) throws IOException {
        Optional<Listener> found = listeners.find(call.id());
        String type = call.json().map(body -> text(body, "event_type")).orElse(null);
        if (found.isEmpty()) {
            return notFound(call.id());
        }
        if (type == null) {
            return Answer.invalid(
                    "Missing required parameter: 'event_type'.",
                    "event_type",
                    "missing_required_parameter");
        }
        try {
            int status = deliveries.send(deliveries.delivery(found.get(), type, "batch_sample"));
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("object", "webhook_endpoint.test").put("event_type", type);
            json.put("status_code", status).put("success", true);
            return Answer.ok(json.put("webhook_endpoint_id", call.id()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("the simulator was stopped", stopped);
        }
    }

    private static @Nullable Answer refusal(ObjectNode body) {
        String name = text(body, "name");
        if (body.has("name") && (name == null || name.isEmpty() || name.length() > LONGEST_NAME)) {
            return Answer.invalid("Invalid 'name'.", "name", "invalid_value");
        }
        if (body.has("url") && !isHere(text(body, "url"))) {
            return Answer.invalid(
                    "Invalid 'url': the simulator tells programs of this machine only.",
                    "url",
                    "invalid_value");
        }
        if (body.has("event_types") && types(body).isEmpty()) {
            return Answer.invalid(
                    "Invalid 'event_types': expected at least one.",
                    "event_types",
                    "array_below_min_length");
        }
        return null;
    }

    private static boolean isHere(@Nullable String url) {
        try {
            URI uri = URI.create(String.valueOf(url));
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && HERE.contains(uri.getHost());
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static List<String> types(ObjectNode body) {
        List<String> types = new ArrayList<>();
        for (JsonNode type : body.path("event_types")) {
            types.add(type.asText());
        }
        return types;
    }

    private static Answer notFound(String id) {
        return Answer.refused(
                404,
                ApiError.invalid(
                        "No webhook endpoint found with id '%s'.".formatted(id), null, null));
    }
}
