package dev.nightshift.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.job.TestingCloud;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP API over the local gateway. */
class ApiTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir static Path folder;
    private static TestingCloud cloud;

    @BeforeAll
    static void start() throws IOException {
        cloud = TestingCloud.start(folder, Map.of(), Map.of());
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @Test
    void tellsThatItIsUp() throws Exception {
        HttpResponse<String> answer = get("/health");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"up\"}");
    }

    @Test
    void tellsErrorsAsProblems() throws Exception {
        HttpResponse<String> answer = get("/nowhere");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"type\":\"urn:nightshift:problem:not-found\"");
    }

    @Test
    void namesParametersThatItDoesNotKnow() throws Exception {
        HttpResponse<String> answer = get("/health?verbose=yes");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"errors\":[{\"field\":\"verbose\"");
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(cloud.stack.api().resolve(path)).build(),
                BodyHandlers.ofString());
    }
}
