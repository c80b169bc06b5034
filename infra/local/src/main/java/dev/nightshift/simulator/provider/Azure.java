package dev.nightshift.simulator.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.simulator.http.Answer;
import dev.nightshift.simulator.http.Call;
import dev.nightshift.simulator.http.Endpoint;
import dev.nightshift.simulator.http.Front.Handler;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Azure OpenAI's batches: paths without a version, times as text, counts of null, a status that
 * begins with a capital. An upload is read only once somebody has looked at it, and no batch tells
 * what it was created with.
 */
public final class Azure {
    private static final List<String> PATHS = List.of("/chat/completions", "/responses");
    private static final List<Endpoint> TELL_BATCHES =
            List.of(
                    Endpoint.BATCHES_CREATE,
                    Endpoint.BATCHES_GET,
                    Endpoint.BATCHES_LIST,
                    Endpoint.BATCHES_CANCEL);

    private final Set<String> read = ConcurrentHashMap.newKeySet();

    /** The same calls as Azure answers them. */
    public static Map<Endpoint, Handler> over(Map<Endpoint, Handler> openAi) {
        return new Azure().handlers(openAi);
    }

    private Map<Endpoint, Handler> handlers(Map<Endpoint, Handler> openAi) {
        Map<Endpoint, Handler> handlers = new EnumMap<>(openAi);
        handlers.computeIfPresent(
                Endpoint.FILES_CREATE, (_, create) -> call -> unread(create.answer(call)));
        handlers.computeIfPresent(Endpoint.FILES_GET, (_, get) -> call -> looked(call, get));
        handlers.computeIfPresent(
                Endpoint.BATCHES_CREATE, (_, create) -> call -> created(call, create));
        for (Endpoint endpoint : TELL_BATCHES) {
            handlers.computeIfPresent(endpoint, (_, other) -> call -> retold(other.answer(call)));
        }
        return handlers;
    }

    private static Answer unread(Answer answer) {
        if (answer instanceof Answer.Body(int status, ObjectNode file, var headers)
                && status == 200) {
            return new Answer.Body(status, file.put("status", "pending"), headers);
        }
        return answer;
    }

    private Answer looked(Call call, Handler get) throws IOException {
        Answer answer = get.answer(call);
        return read.add(call.id()) ? unread(answer) : answer;
    }

    private Answer created(Call call, Handler create) throws IOException {
        Optional<ObjectNode> body = call.json();
        if (body.isEmpty()) {
            return Call.unreadable();
        }
        String path = String.valueOf(Call.text(body.get(), "endpoint"));
        if (!PATHS.contains(path)) {
            return Answer.invalid("endpoint is one of " + PATHS, "endpoint", "invalid_value");
        }
        if (!read.contains(Call.text(body.get(), "input_file_id"))) {
            return Answer.invalid("the file is not processed yet", "input_file_id", "not_ready");
        }
        return create.answer(Rewritten.of(call, body.get().put("endpoint", "/v1" + path)));
    }

    private static Answer retold(Answer answer) {
        if (answer instanceof Answer.Body(int status, ObjectNode json, var headers)
                && status == 200) {
            if (json.path("data").isArray()) {
                json.path("data").forEach(batch -> retell((ObjectNode) batch));
            } else {
                retell(json);
            }
            return new Answer.Body(status, json, headers);
        }
        return answer;
    }

    private static void retell(ObjectNode batch) {
        for (Map.Entry<String, JsonNode> field : batch.properties()) {
            if (field.getKey().endsWith("_at") && field.getValue().isNumber()) {
                Instant time = Instant.ofEpochSecond(field.getValue().longValue());
                batch.put(field.getKey(), time.toString().replace("Z", ".2491382+00:00"));
            }
        }
        String status = batch.path("status").textValue();
        batch.put("status", Character.toUpperCase(status.charAt(0)) + status.substring(1));
        if (status.equals("validating")) {
            batch.putObject("request_counts")
                    .putNull("total")
                    .putNull("completed")
                    .putNull("failed");
        }
        batch.putNull("metadata");
    }
}
