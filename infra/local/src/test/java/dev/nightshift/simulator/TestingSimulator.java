package dev.nightshift.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.time.ManualTimeline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A simulator on a timeline that stands still, and a bare HTTP client for it. */
final class TestingSimulator implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    final ManualTimeline time;
    final OpenAiSimulator simulator;

    TestingSimulator(Path dir, ManualTimeline time, Map<String, String> settings)
            throws IOException {
        Map<String, String> all = new HashMap<>(Map.of("model.latency", "0"));
        all.putAll(settings);
        this.time = time;
        this.simulator = OpenAiSimulator.start(SimulatorSettings.of(all), dir, 0, time);
    }

    static TestingSimulator start(Path dir, Map<String, String> settings) throws IOException {
        return new TestingSimulator(dir, new ManualTimeline(START), settings);
    }

    @Override
    public void close() {
        simulator.close();
    }

    void advance(Duration by) {
        time.advance(by);
    }

    /** An answer, its body read as JSON where it is JSON. */
    record Got(int status, Map<String, List<String>> headers, String text) {
        JsonNode json() throws IOException {
            return JSON.readTree(text);
        }

        JsonNode error() throws IOException {
            return json().path("error");
        }

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }

        List<JsonNode> lines() throws IOException {
            List<JsonNode> lines = new ArrayList<>();
            for (String line : text.lines().toList()) {
                lines.add(JSON.readTree(line));
            }
            return lines;
        }
    }

    Got get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    Got delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    Got post(String path, String json) throws IOException, InterruptedException {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
                .header("Authorization", "Bearer test")
                .timeout(Duration.ofSeconds(60));
    }

    Got send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        return new Got(answer.statusCode(), answer.headers().map(), answer.body());
    }

    /** Uploads for a batch, and returns the id. */
    String upload(String content) throws IOException, InterruptedException {
        Got got = upload(form("in.jsonl", content, "purpose", "batch"), false);
        assertThat(got.status()).as(got.text()).isEqualTo(200);
        return got.json().path("id").asText();
    }

    Got upload(String form, boolean chunked) throws IOException, InterruptedException {
        byte[] bytes = form.getBytes(StandardCharsets.UTF_8);
        BodyPublisher body =
                chunked
                        ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))
                        : BodyPublishers.ofByteArray(bytes);
        return send(
                request("/files")
                        .header("Content-Type", "multipart/form-data; boundary=cut")
                        .POST(body));
    }

    /** A form with the file first and the fields, names and values in turn, after it. */
    static String form(String filename, String content, String... fields) {
        StringBuilder form = new StringBuilder();
        form.append("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"")
                .append(filename)
                .append("\"\r\nContent-Type: text/plain\r\n\r\n")
                .append(content)
                .append("\r\n");
        for (int i = 0; i < fields.length; i += 2) {
            form.append("--cut\r\nContent-Disposition: form-data; name=\"")
                    .append(fields[i])
                    .append("\"\r\n\r\n")
                    .append(fields[i + 1])
                    .append("\r\n");
        }
        return form.append("--cut--\r\n").toString();
    }

    /** Creates a chat batch of a file, and returns the id. */
    String createBatch(String fileId) throws IOException, InterruptedException {
        Got got = post("/batches", batchBody(fileId, "/v1/chat/completions").toString());
        assertThat(got.status()).as(got.text()).isEqualTo(200);
        return got.json().path("id").asText();
    }

    static ObjectNode batchBody(String fileId, String endpoint) {
        return JSON.createObjectNode()
                .put("input_file_id", fileId)
                .put("endpoint", endpoint)
                .put("completion_window", "24h");
    }

    JsonNode batch(String id) throws IOException, InterruptedException {
        return get("/batches/" + id).json();
    }

    Got content(JsonNode fileId) throws IOException, InterruptedException {
        return get("/files/" + fileId.asText() + "/content");
    }

    /** So many good chat lines with ids {@code r1}, {@code r2}, …. */
    static String lines(int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            lines.append(line("r" + i, chat("The pump number " + i + " leaks in Hamburg")))
                    .append('\n');
        }
        return lines.toString();
    }

    static ObjectNode line(String customId, ObjectNode body) {
        ObjectNode line =
                JSON.createObjectNode()
                        .put("custom_id", customId)
                        .put("method", "POST")
                        .put("url", "/v1/chat/completions");
        line.set("body", body);
        return line;
    }

    static ObjectNode chat(String text) {
        ObjectNode body = JSON.createObjectNode().put("model", "gpt-6-luna");
        body.putArray("messages").addObject().put("role", "user").put("content", text);
        return body;
    }
}
