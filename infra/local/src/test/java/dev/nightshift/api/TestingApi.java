package dev.nightshift.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.job.TestingJobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/** Calls the HTTP API as any client does. */
final class TestingApi {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI endpoint;

    TestingApi(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** An answer. */
    record Told(int status, String body, HttpResponse<String> whole) {
        JsonNode json() {
            try {
                return TestingJobs.JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String text(String field) {
            return json().path(field).asText();
        }

        Optional<String> header(String name) {
            return whole.headers().firstValue(name);
        }
    }

    Told get(String path, String... headers) throws Exception {
        return send("GET", path, "", headers);
    }

    Told post(String path, String body, String... headers) throws Exception {
        return send("POST", path, body, headers);
    }

    Told delete(String path) throws Exception {
        return send("DELETE", path, "");
    }

    /** Also to an address of another server. */
    Told put(String url, String body) throws Exception {
        return send("PUT", url, body);
    }

    private Told send(String method, String path, String body, String... headers) throws Exception {
        var request =
                HttpRequest.newBuilder(endpoint.resolve(path))
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (method.equals("PUT")) {
            request.header("Content-Type", "application/yaml");
        }
        if (method.equals("POST") && !body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        return new Told(answer.statusCode(), answer.body(), answer);
    }
}
