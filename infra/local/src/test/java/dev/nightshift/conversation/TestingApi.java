package dev.nightshift.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.job.TestingCloud;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A caller of a cloud's HTTP API. */
final class TestingApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** A posting in which pains are said. */
    static final String RECORD =
            """
            {"record":{"title":"Clerk","company":"Harbour Mill","description":"We retype 40 orders a day from e-mails."}}""";

    private final URI api;

    TestingApi(TestingCloud cloud) {
        api = cloud.stack.api();
    }

    /** What was answered; the body is an empty object where there is none. */
    record Answer(int status, JsonNode body, String location) {
        String id() {
            return body.path("id").asText();
        }
    }

    Answer post(String path, String json) throws Exception {
        return send(
                HttpRequest.newBuilder(api.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    /** Begins a conversation that a repeat is to find. */
    Answer begin(String json, String key) throws Exception {
        return send(
                HttpRequest.newBuilder(api.resolve("/conversations"))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(json)));
    }

    Answer get(String path) throws Exception {
        return send(HttpRequest.newBuilder(api.resolve(path)));
    }

    Answer delete(String path) throws Exception {
        return send(HttpRequest.newBuilder(api.resolve(path)).DELETE());
    }

    /** Begins a conversation whose first turn is answered. */
    String begun() throws Exception {
        Answer begun = post("/conversations", RECORD);
        if (begun.status() != 201) {
            throw new IllegalStateException(begun.toString());
        }
        return begun.id();
    }

    Answer question(String conversation, String turn) throws Exception {
        return question(conversation, turn, "What hurts most?");
    }

    Answer question(String conversation, String turn, String question) throws Exception {
        return post(
                "/conversations/" + conversation + "/turns",
                "{\"kind\":\"question\",\"turn_id\":\"%s\",\"parameters\":{\"question\":\"%s\"}}"
                        .formatted(turn, question));
    }

    /** A path's body, as soon as something holds of it. */
    JsonNode await(String path, java.util.function.Predicate<JsonNode> holds) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> get(path).body(), holds);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        return new Answer(
                answer.statusCode(),
                answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body()),
                answer.headers().firstValue("Location").orElse(""));
    }
}
