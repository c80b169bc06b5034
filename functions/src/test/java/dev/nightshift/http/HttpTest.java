package dev.nightshift.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.proxy.MockLambdaContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * What every function behind the HTTP API does for its controllers, see {@link ThingsController}.
 */
class HttpTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static ApplicationContext context;
    private static HttpHandler handler;

    private static final class Handler extends HttpHandler {
        Handler(ApplicationContext context) {
            super(context);
        }
    }

    @BeforeAll
    static void start() {
        context =
                ApplicationContext.builder()
                        .deduceEnvironment(false)
                        .banner(false)
                        .properties(
                                Map.of(
                                        "nightshift.bucket",
                                        "b",
                                        "nightshift.table",
                                        "t",
                                        "nightshift.http.operator-scope",
                                        "nightshift/all"))
                        .start();
        handler = new Handler(context);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void whatTheContractAllowsGoesThrough() throws IOException {
        String thing =
                "{\"name\":\"chair\",\"count\":2,\"kind\":\"LARGE\",\"parts\":[{\"size\":\"xl\"}],\"more\":{\"a\":1,\"b\":\"c\"}}";

        JsonNode answer = post("/things", thing);

        assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
        assertThat(JSON.readTree(answer.path("body").asText())).isEqualTo(JSON.readTree(thing));
        assertThat(
                        post(
                                        "/things",
                                        "{\"name\":\"x\",\"count\":1,\"note\":null,\"kind\":null,\"parts\":null}")
                                .path("statusCode")
                                .asInt())
                .isEqualTo(200);
        assertThat(get("/things", Map.of("limit", "7", "kind", "SMALL")).path("body").asText())
                .contains("7 SMALL");
        assertThat(get("/things/abc", Map.of()).path("body").asText()).isEqualTo("abc");
        assertThat(
                        send("PUT", "/things/a/text", Map.of(), "text/plain; charset=UTF-8", "ü")
                                .path("body")
                                .asText())
                .isEqualTo("aü");
    }

    @Test
    void theContextKeepsNothingOfACall() throws IOException {
        get("/things/abc", Map.of());

        assertThat(context.containsBean(Context.class)).isFalse();
    }

    @Test
    void everyWrongFieldOfABodyIsNamed() throws IOException {
        JsonNode problem =
                problem(
                        400,
                        post(
                                "/things",
                                """
                                {"count": "2", "kind": "ROUND", "parts": [{"size": 1}, {"colour": "red"}, {}], "other": {}}
                                """));

        assertThat(problem.path("type").asText())
                .isEqualTo("urn:nightshift:problem:invalid-request");
        assertThat(fields(problem))
                .containsExactlyInAnyOrder(
                        "count",
                        "kind",
                        "other",
                        "name",
                        "parts",
                        "parts[0].size",
                        "parts[1].colour",
                        "parts[1].size",
                        "parts[2].size");
        assertThat(problem.path("errors").toString()).doesNotContain("$");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}{                       | The body is not readable as JSON: Trailing token
                    {"name": "a", "name": "b"} | Duplicate field 'name' (line 1, column
                    {"name":                  | Unexpected end-of-input
                    nonsense                  | Unrecognized token 'nonsense'
                    """)
    void bodyThatIsNoJsonIsRefused(String body, String detail) throws IOException {
        assertThat(problem(400, post("/things", body)).path("detail").asText()).contains(detail);
    }

    @Test
    void bodyOfAnotherShapeSizeOrDepthIsRefused() throws IOException {
        problem(400, post("/things", "[]"));
        problem(400, post("/things", "null"));
        problem(400, post("/things", "\"\\u0000\\ud800\""));
        assertThat(fields(problem(400, post("/things", "")))).containsExactly("body");
        assertThat(
                        problem(400, post("/things", "[".repeat(70) + "]".repeat(70)))
                                .path("detail")
                                .asText())
                .contains("nesting depth");
        assertThat(problem(413, post("/things", " ".repeat(4_500_001))).path("type").asText())
                .isEqualTo("urn:nightshift:problem:too-large");
    }

    @Test
    void everyWrongParameterIsNamed() throws IOException {
        assertThat(
                        fields(
                                problem(
                                        400,
                                        get(
                                                "/things",
                                                Map.of("limit", "101", "kind", "ROUND", "x", "")))))
                .containsExactlyInAnyOrder("limit", "kind", "x");
        assertThat(fields(problem(400, get("/things", Map.of("limit", "1,2")))))
                .containsExactly("limit");
        assertThat(fields(problem(400, get("/things", Map.of("limit", "many")))))
                .containsExactly("limit");
        assertThat(fields(problem(400, get("/things/abc", Map.of("limit", "1")))))
                .containsExactly("limit");
    }

    @ParameterizedTest
    @CsvSource({
        "/things/ABC",
        "/things/abc%0A",
        "/things/..%2F..%2Fetc",
        "/things/%00",
        "/things/toolong",
        "/things/%C3%BC",
        "/nowhere",
        "/things/none"
    })
    void nameThatNothingHasIsNotFound(String path) throws IOException {
        assertThat(problem(404, get(path, Map.of())).path("type").asText())
                .isEqualTo("urn:nightshift:problem:not-found");
    }

    @ParameterizedTest
    @CsvSource({
        "/things/{x}",
        "/things/a b",
        "/things/%",
        "//",
        "'/things/a?x=\\'",
        "/things/%C3%28"
    })
    void pathThatIsNoPathIsTheCallersFault(String path) throws IOException {
        assertThat(get(path, Map.of("{y}", "%zz\u0000")).path("statusCode").asInt())
                .isBetween(400, 404);
    }

    @Test
    void otherTypesAndMethodsAreRefused() throws IOException {
        problem(415, send("POST", "/things", Map.of(), "text/plain", "{}"));
        problem(415, send("POST", "/things", Map.of(), "", "{}"));
        problem(415, send("POST", "/things", Map.of(), "application/json; charset=utf-16", "{}"));
        problem(415, send("POST", "/things", Map.of(), "//;;", "{}"));
        JsonNode answer = send("DELETE", "/things", Map.of(), "", "");
        problem(405, answer);
        assertThat(answer.path("headers").path("Allow").asText()).contains("GET").contains("POST");
        problem(406, handle(event("GET", "/things", Map.of(), Map.of("accept", "image/png"), "")));
    }

    @Test
    void browserMayAskWhatIsAllowed() throws IOException {
        assertThat(send("OPTIONS", "/things", Map.of(), "", "").path("statusCode").asInt())
                .isEqualTo(204);
    }

    @Test
    void whatNobodyForesawIsToldByItsIdAlone() throws IOException {
        var said = new ListAppender<ILoggingEvent>();
        said.start();
        Logger log = (Logger) LoggerFactory.getLogger(UnexpectedErrors.class);
        log.addAppender(said);
        JsonNode problem = problem(500, get("/things/fail", Map.of()));
        log.detachAppender(said);

        assertThat(problem.path("instance").asText()).isEqualTo("urn:nightshift:request:r-1");
        assertThat(problem.toString()).doesNotContain("secret");
        assertThat(said.list).hasSize(1);
        assertThat(said.list.getFirst().getMDCPropertyMap()).containsKey("AWSRequestId");
        problem(500, get("/things/abc/unwritable", Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "/jobs/20261122-k7q2x4fm6azt/results, 20261122-k7q2x4fm6azt,,",
        "/progress/20261122-k7q2x4fm6azt, 20261122-k7q2x4fm6azt,,",
        "/conversations/abcdefghijklmnopqrstuvwxyz/turns/q1,, abcdefghijklmnopqrstuvwxyz, q1",
        "/conversations/abcdefghijklmnopqrstuvwxyz,, abcdefghijklmnopqrstuvwxyz,",
        "/conversations/turns,,,",
        "/jobs/estimate,,,",
        "/tasks/20261122-k7q2x4fm6azt,,,"
    })
    void pathNamesWhomTheLogTellsOf(
            String path,
            @Nullable String job,
            @Nullable String conversation,
            @Nullable String turn) {
        assertThat(Subject.of(path)).isEqualTo(new Subject(job, conversation, turn));
    }

    @ParameterizedTest
    @CsvSource({"gone", "busy"})
    void whatPassesByItselfMayBeTriedAgain(String id) throws IOException {
        JsonNode answer = get("/things/" + id, Map.of());

        problem(503, answer);
        assertThat(answer.path("headers").path("Retry-After").asText()).isEqualTo("5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"iam": {"userArn": "arn:aws:iam::1:user/x"}}        | operator true true
                    {"jwt": {"claims": {"sub": "ada"}}}                  | ada true false
                    {"jwt": {"claims": {"sub": "bob", "scope": "nightshift/allx a"}}} | bob false false
                    {"jwt": {"claims": {"sub": "bob", "scope": "a nightshift/all"}}} | operator true true
                    {"jwt": {"claims": {"sub": "bob", "cognito:groups": "[a nightshift/all]"}}} | operator true true
                    """)
    void callerSeesTheirOwnAndAnOperatorAll(String authorizer, String seen) throws IOException {
        ObjectNode event = event("GET", "/things/ada/seen", Map.of(), Map.of(), "");
        ((ObjectNode) event.path("requestContext")).set("authorizer", JSON.readTree(authorizer));

        assertThat(handle(event).path("body").asText()).isEqualTo(seen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"jwt\": {}}",
                "{\"jwt\": {\"claims\": {\"sub\": \" \"}}}",
                "{\"lambda\": {\"sub\": \"ada\"}}"
            })
    void callerWhomNobodyVouchesForIsRefused(String authorizer) throws IOException {
        ObjectNode event = event("GET", "/things/ada/seen", Map.of(), Map.of(), "");
        ((ObjectNode) event.path("requestContext")).set("authorizer", JSON.readTree(authorizer));

        problem(401, handle(event));
    }

    private static Stream<String> fields(JsonNode problem) {
        return StreamSupport.stream(problem.path("errors").spliterator(), false)
                .map(error -> error.path("field").asText());
    }

    private static JsonNode problem(int status, JsonNode answer) throws IOException {
        assertThat(answer.path("statusCode").asInt()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.path("headers").path("Content-Type").asText())
                .isEqualTo(Problem.MEDIA_TYPE);
        JsonNode problem = JSON.readTree(answer.path("body").asText());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotBlank();
        return problem;
    }

    private static JsonNode get(String path, Map<String, String> query) throws IOException {
        return send("GET", path, query, "", "");
    }

    private static JsonNode post(String path, String body) throws IOException {
        return send("POST", path, Map.of(), "application/json", body);
    }

    private static JsonNode send(
            String method, String path, Map<String, String> query, String type, String body)
            throws IOException {
        return handle(
                event(
                        method,
                        path,
                        query,
                        type.isEmpty() ? Map.of() : Map.of("content-type", type),
                        body));
    }

    private static ObjectNode event(
            String method,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            String body) {
        ObjectNode event = JSON.createObjectNode().put("version", "2.0").put("rawPath", path);
        event.set("headers", JSON.valueToTree(headers));
        if (!query.isEmpty()) {
            event.set("queryStringParameters", JSON.valueToTree(query));
        }
        event.putObject("requestContext")
                .put("requestId", "r-1")
                .putObject("http")
                .put("method", method)
                .put("path", path);
        if (!body.isEmpty()) {
            event.put("body", body);
        }
        return event.put("isBase64Encoded", false);
    }

    private static JsonNode handle(ObjectNode event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)),
                answer,
                new MockLambdaContext());
        return JSON.readTree(answer.toByteArray());
    }
}
