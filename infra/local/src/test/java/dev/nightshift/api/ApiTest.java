package dev.nightshift.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.job.TestingCloud;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP API over the local gateway. */
class ApiTest {
    private static final String SITE = "https://app.example.com";
    private static final String GREET =
            """
            name: greet
            version: 1
            purpose: Greets a person.
            model: gpt-6-luna
            max_output_tokens: 500
            instructions: Reply in one friendly sentence.
            prompt: Greet {{name}}.
            output: { type: object, properties: { greeting: { type: string } }, required: [greeting], additionalProperties: false }
            """;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir static Path folder;
    private static TestingCloud cloud;

    @BeforeAll
    static void start() throws IOException {
        cloud = TestingCloud.start(folder, Map.of(), Map.of("CorsOrigins", SITE));
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
    void servesItsContract() throws Exception {
        HttpResponse<String> document = get("/openapi.yaml");

        assertThat(document.statusCode()).isEqualTo(200);
        assertThat(document.headers().firstValue("content-type")).hasValue("application/yaml");
        assertThat(document.body()).startsWith("openapi: 3.0.1").contains("\n  /health:\n");
    }

    @Test
    void servesAPageThatComesFromItAlone() throws Exception {
        HttpResponse<String> page = get("/docs");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .startsWith("default-src 'none'; script-src 'self';");
        assertThat(page.body()).doesNotContain("//").doesNotContain("<script>");
        List<String> files =
                Pattern.compile("(?:src|href)=\"([^\"]+)\"")
                        .matcher(page.body())
                        .results()
                        .map(found -> found.group(1))
                        .toList();
        assertThat(files)
                .containsExactly(
                        "docs/swagger-ui.css", "docs/swagger-ui-bundle.js", "docs/start.js");
        for (String file : files) {
            HttpResponse<String> answer = get("/" + file);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type").orElse(""))
                    .startsWith(file.endsWith(".css") ? "text/css" : "text/javascript");
            assertThat(answer.body()).isNotBlank();
        }
        assertThat(get("/docs/start.js").body()).contains("url: \"openapi.yaml\"");
        assertThat(get("/docs/..%2f..%2flogback.xml").statusCode()).isEqualTo(404);
    }

    @Test
    void itsPageShowsAndTriesTheCallsInABrowser() throws Exception {
        Optional<Path> program = Browser.program();
        if (program.isEmpty()) {
            System.out.println("NOT TESTED in a browser: no chromium or chrome is on the PATH");
        }
        Assumptions.assumeTrue(program.isPresent());
        String api = cloud.stack.api().resolve("/").toString();
        try (Browser browser =
                Browser.open(
                        program.get(),
                        folder.resolve("browser"),
                        cloud.stack.api().resolve("/docs"))) {
            browser.awaitTrue("document.querySelectorAll('.opblock').length > 20");
            assertThat(browser.run("document.querySelector('.info .title').textContent"))
                    .startsWith("Nightshift");

            String health =
                    "[...document.querySelectorAll('.opblock')].find(one => one.querySelector('.opblock-summary-path')?.dataset.path === '/health')";
            browser.run(health + ".querySelector('.opblock-summary-control').click()");
            browser.awaitTrue(health + ".querySelector('.try-out__btn')");
            browser.run(health + ".querySelector('.try-out__btn').click()");
            browser.awaitTrue(health + ".querySelector('.execute')");
            browser.run(health + ".querySelector('.execute').click()");
            browser.awaitTrue(health + ".querySelector('.live-responses-table')");

            assertThat(browser.run(health + ".querySelector('.live-responses-table').innerText"))
                    .contains("200", "\"up\"");
            assertThat(browser.requests())
                    .contains(api + "openapi.yaml", api + "health")
                    .allMatch(asked -> asked.startsWith(api) || asked.startsWith("data:"));
            assertThat(browser.errors()).isEmpty();
        }
    }

    @Test
    void namesParametersThatItDoesNotKnow() throws Exception {
        HttpResponse<String> answer = get("/health?verbose=yes");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"errors\":[{\"field\":\"verbose\"");
    }

    @Test
    void pagesOfTheSitesThatAreNamedMayCall() throws Exception {
        HttpResponse<String> preflight =
                send(
                        to("/health")
                                .method("OPTIONS", BodyPublishers.noBody())
                                .header("Origin", SITE)
                                .header("Access-Control-Request-Method", "GET"));
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("access-control-allow-origin")).hasValue(SITE);
        assertThat(preflight.headers().firstValue("access-control-allow-methods").orElse(""))
                .contains("PUT");

        HttpResponse<String> answer = send(to("/health").header("Origin", SITE));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("access-control-allow-origin")).hasValue(SITE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://other.example", "null", "http://app.example.com"})
    void pagesOfOtherSitesMayNot(String origin) throws Exception {
        HttpResponse<String> answer = send(to("/health").header("Origin", origin));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("access-control-allow-origin")).isEmpty();
    }

    @Test
    void otherNamesOfThisComputerAreNotAnswered() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), cloud.stack.api().getPort())) {
            socket.getOutputStream()
                    .write("GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n".getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), US_ASCII))
                    .isEqualTo("HTTP/1.1 403");
        }
    }

    @Test
    void ownTaskIsFoundByItsNameWhereAJobIsStarted() throws Exception {
        HttpResponse<String> kept = send(task("greet", GREET));
        assertThat(kept.statusCode()).as(kept.body()).isEqualTo(200);
        assertThat(get("/tasks/greet").body()).contains("\"reference\":\"greet@1\"");
        assertThat(get("/tasks?limit=1").body()).contains("\"name\":\"greet\",\"built_in\":false");

        HttpResponse<String> job =
                send(
                        to("/jobs?wait=25")
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"task\": \"greet\", \"records\": [{\"id\": \"1\", \"name\": \"Ada\"}], \"options\": {\"lane\": \"realtime\"}}")));
        assertThat(job.statusCode()).as(job.body()).isEqualTo(200);
        assertThat(job.body()).contains("\"task\":\"greet@1\"").contains("\"succeeded\":1");

        assertThat(send(to("/tasks/greet").DELETE()).statusCode()).isEqualTo(204);
        assertThat(get("/tasks/greet").statusCode()).isEqualTo(404);
        assertThat(send(to("/tasks/greet").DELETE()).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    qualify | 409 | The task qualify is built in
                    hail    | 400 | hail: name must be hail, as the task is called, was greet
                    """)
    void taskOfAnotherNameIsRefused(String name, int status, String detail) throws Exception {
        HttpResponse<String> answer = send(task(name, GREET));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(detail);
    }

    @Test
    void fileThatIsNoTaskIsRefusedByItsParsersWords() throws Exception {
        HttpResponse<String> answer =
                send(task("greet", GREET.replace("version: 1", "version: x")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("greet: version must be a whole number of at least 1");
    }

    private static HttpRequest.Builder task(String name, String yaml) {
        return to("/tasks/" + name)
                .header("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofString(yaml));
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(cloud.stack.api().resolve(path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(to(path));
    }
}
