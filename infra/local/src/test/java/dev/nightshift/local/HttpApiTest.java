package dev.nightshift.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.local.function.FunctionHost;
import dev.nightshift.local.function.Triggered;
import dev.nightshift.local.server.HttpApi;
import dev.nightshift.local.template.Cors;
import dev.nightshift.local.template.LambdaFunction;
import dev.nightshift.local.template.Route;
import dev.nightshift.time.ManualTimeline;
import dev.nightshift.time.ScaledTimeline;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The template's routes, over HTTP. */
class HttpApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir static Path folder;

    private static LocalStack stack;
    private static URI api;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        Path template =
                TestingTemplate.withEvents(
                        folder,
                        """
                        Root: { Type: HttpApi, Properties: { Path: /, Method: get } }
                        Job: { Type: HttpApi, Properties: { Path: "/jobs/{id}", Method: get } }
                        Do: { Type: HttpApi, Properties: { Path: "/do/{how}", Method: ANY } }
                        Files: { Type: HttpApi, Properties: { Path: "/files/{proxy+}", Method: ANY } }
                        """);
        stack =
                LocalStack.start(
                        StackSettings.of(template)
                                .in(folder.resolve("stack"))
                                .by(new ManualTimeline(Instant.parse("2026-03-12T19:03:58.123Z"))));
        api = stack.description().api();
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void aRequestBecomesAnEventOfFormat2() throws Exception {
        JsonNode event =
                JSON.readTree(
                        send(HttpRequest.newBuilder(api.resolve("/jobs/a%20b?x=1&y=%2B+&x=2&z"))
                                        .header("X-Many", "one")
                                        .header("X-Many", "two")
                                        .header("Cookie", "a=1; b=2")
                                        .header("User-Agent", "a test"))
                                .body());

        assertThat(event.path("version").asText()).isEqualTo("2.0");
        assertThat(event.path("routeKey").asText()).isEqualTo("GET /jobs/{id}");
        assertThat(event.path("rawPath").asText()).isEqualTo("/jobs/a%20b");
        assertThat(event.path("rawQueryString").asText()).isEqualTo("x=1&y=%2B+&x=2&z");
        assertThat(event.path("cookies").toString()).isEqualTo("[\"a=1\",\"b=2\"]");
        assertThat(event.path("headers").path("x-many").asText()).isEqualTo("one,two");
        assertThat(event.path("headers").has("cookie")).isFalse();
        assertThat(event.path("queryStringParameters").toString())
                .isEqualTo("{\"x\":\"1,2\",\"y\":\"+ \",\"z\":\"\"}");
        assertThat(event.path("pathParameters").toString()).isEqualTo("{\"id\":\"a b\"}");
        assertThat(event.has("body")).isFalse();
        assertThat(event.path("isBase64Encoded").asBoolean(true)).isFalse();
    }

    @Test
    void theEventHasItsContext() throws Exception {
        JsonNode context =
                JSON.readTree(
                                send(HttpRequest.newBuilder(api.resolve("/jobs/1"))
                                                .header("User-Agent", "a test"))
                                        .body())
                        .path("requestContext");

        assertThat(context.path("http").path("method").asText()).isEqualTo("GET");
        assertThat(context.path("http").path("path").asText()).isEqualTo("/jobs/1");
        assertThat(context.path("http").path("protocol").asText()).isEqualTo("HTTP/1.1");
        assertThat(context.path("http").path("sourceIp").asText()).isEqualTo("127.0.0.1");
        assertThat(context.path("http").path("userAgent").asText()).isEqualTo("a test");
        assertThat(context.path("requestId").asText()).isNotEmpty();
        assertThat(context.path("stage").asText()).isEqualTo("$default");
        assertThat(context.path("time").asText()).isEqualTo("12/Mar/2026:19:03:58 +0000");
        assertThat(context.path("timeEpoch").asLong()).isEqualTo(1_773_342_238_123L);
    }

    @Test
    void aTextStaysPlainAndAnythingElseIsBase64() throws Exception {
        byte[] body = {(byte) 0xff, 'n', (byte) 0xc3, (byte) 0xa9};

        JsonNode text =
                posted(
                        "application/json; charset=utf-8",
                        "{\"é\":1}".getBytes(StandardCharsets.UTF_8));
        JsonNode other = posted("application/octet-stream", body);

        assertThat(text.path("body").asText()).isEqualTo("{\"é\":1}");
        assertThat(text.path("isBase64Encoded").asBoolean(true)).isFalse();
        assertThat(other.path("body").binaryValue()).isEqualTo(body);
        assertThat(other.path("isBase64Encoded").asBoolean()).isTrue();
    }

    @Test
    void aStructuredAnswerIsSentInItsParts() throws Exception {
        HttpResponse<String> answer =
                answered(
                        """
                        {"statusCode": 201, "headers": {"X-Kind": "new", "Content-Type": "text/csv"},
                         "cookies": ["a=1; Path=/", "b=2"], "body": "YSxi", "isBase64Encoded": true}
                        """);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("X-Kind")).contains("new");
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("text/csv");
        assertThat(answer.headers().allValues("Set-Cookie")).containsExactly("a=1; Path=/", "b=2");
        assertThat(answer.body()).isEqualTo("a,b");
    }

    @Test
    void aStatusThatHasNoBodyIsSentWithoutOne() throws Exception {
        assertThat(answered("{\"statusCode\": 204, \"body\": \"lost\"}"))
                .returns(204, HttpResponse::statusCode)
                .returns("", HttpResponse::body);
    }

    @Test
    void anyOtherJsonIsTheBody() throws Exception {
        HttpResponse<String> answer = answered("[1, 2]");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body()).isEqualTo("[1, 2]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"statusCode\": 99}",
                "{\"statusCode\": 200, \"body\": {}}",
                "{\"statusCode\": 200, \"body\": \"%\", \"isBase64Encoded\": true}",
                "{\"statusCode\": 200, \"headers\": {\"A\": \"1\\r\\nB: 2\"}}",
                "no JSON"
            })
    void anAnswerThatIsNoneIsTheServersError(String answer) throws Exception {
        assertServerError(answered(answer));
    }

    @Test
    void anErrorOfTheFunctionIsTheServersError() throws Exception {
        assertServerError(send(HttpRequest.newBuilder(api.resolve("/do/fail"))));
    }

    @Test
    void whatIsTooLargeInEitherDirectionIsRefused() throws Exception {
        byte[] binary = new byte[5_000_000];

        assertThat(
                        send(
                                HttpRequest.newBuilder(api.resolve("/do/echo"))
                                        .POST(BodyPublishers.ofByteArray(binary))))
                .as("5 MB, which are 6.7 in base64")
                .returns(413, HttpResponse::statusCode);
        assertThat(
                        send(
                                HttpRequest.newBuilder(api.resolve("/do/echo"))
                                        .header("Content-Type", "text/plain")
                                        .POST(BodyPublishers.ofString("\"".repeat(3_200_000)))))
                .as("3.2 MB, which are 6.4 as JSON")
                .returns(413, HttpResponse::statusCode);
        assertThat(
                        send(
                                HttpRequest.newBuilder(api.resolve("/do/echo"))
                                        .POST(BodyPublishers.ofByteArray(new byte[4_500_000]))))
                .as("4.5 MB, which are 6 in base64")
                .returns(200, HttpResponse::statusCode);
        assertThat(send(HttpRequest.newBuilder(api.resolve("/do/large"))))
                .returns(413, HttpResponse::statusCode);
    }

    @Test
    void aFunctionThatTakesTooLongIsNotWaitedFor() throws Exception {
        AtomicBoolean virtual = new AtomicBoolean();
        LambdaFunction slow =
                new LambdaFunction(
                        "Slow",
                        "slow",
                        "arn",
                        "",
                        Triggered.class.getName(),
                        Duration.ofSeconds(60),
                        128,
                        Map.of());
        try (FunctionHost functions =
                        new FunctionHost(
                                List.of(slow), List.of(), Map.of(), ScaledTimeline.real());
                HttpApi hasty =
                        HttpApi.start(
                                0,
                                "{}",
                                List.of(new Route("Slow", "GET", "/{how}")),
                                Cors.NONE,
                                functions,
                                () -> {
                                    virtual.set(Thread.currentThread().isVirtual());
                                    return Instant.now();
                                },
                                Duration.ofMillis(200))) {
            functions.open();

            HttpResponse<String> answer =
                    send(HttpRequest.newBuilder(hasty.endpoint().resolve("/hang")));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("{\"message\":\"Service Unavailable\"}");
            assertThat(virtual).as("on a virtual thread").isTrue();
            assertThat(HttpApi.PATIENCE).hasSeconds(30);
        }
    }

    @Test
    void aRouteMayTakeTheRootAndTheStackIsStillFound() throws Exception {
        JsonNode root = JSON.readTree(send(HttpRequest.newBuilder(api)).body());

        assertThat(root.path("routeKey").asText()).isEqualTo("GET /");
        assertThat(RunningStack.find(folder.resolve("stack"))).contains(stack.description());
    }

    @Test
    void whatNoRouteTakesIsNotFoundAndPagesOfOthersAreRefused() throws Exception {
        assertThat(send(HttpRequest.newBuilder(api.resolve("/nothing"))))
                .returns(404, HttpResponse::statusCode);
        assertThat(
                        send(
                                HttpRequest.newBuilder(api.resolve("/jobs/1"))
                                        .header("Origin", "https://evil.example")))
                .returns(403, HttpResponse::statusCode);
    }

    private static void assertServerError(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    }

    private JsonNode posted(String type, byte[] body) throws Exception {
        return JSON.readTree(
                send(HttpRequest.newBuilder(api.resolve("/files/a/b"))
                                .header("Content-Type", type)
                                .POST(BodyPublishers.ofByteArray(body)))
                        .body());
    }

    private HttpResponse<String> answered(String json) throws Exception {
        return send(
                HttpRequest.newBuilder(api.resolve("/do/answer"))
                        .header("Content-Type", "text/plain")
                        .PUT(BodyPublishers.ofString(json)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
