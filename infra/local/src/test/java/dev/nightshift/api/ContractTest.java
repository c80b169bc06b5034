package dev.nightshift.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.nightshift.job.TestingCloud;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks through the document that the API gives of itself, and sends to each of its operations what
 * it allows, what it barely allows or does not, and what nobody should send. The answers must be
 * the documented ones. Operations that are added are walked through without a word here.
 */
class ContractTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** What clients get wrong, and attackers right. */
    private static final List<String> HOSTILE_NAMES =
            List.of(
                    "..",
                    "../../etc/passwd",
                    "..\\..\\x",
                    "%00",
                    "\u0000",
                    "a b",
                    "{id}",
                    "'\"<x>",
                    "ünï",
                    "\ud83d\ude00",
                    "\u202e\u0301",
                    "a".repeat(3_000),
                    "$ne",
                    "-1",
                    "*");

    private static final List<String> HOSTILE_BODIES =
            List.of(
                    "null",
                    "[]",
                    "\"text\"",
                    "0",
                    "true",
                    "{}{}",
                    "{",
                    "\u0000",
                    "{\"a\":1,\"a\":2}",
                    "[".repeat(500) + "]".repeat(500),
                    "{\"a\":".repeat(200) + "1" + "}".repeat(200),
                    "{\"__proto__\":{}}",
                    "1e999999999",
                    "{\"\\ud800\":\"\\udfff\"}");

    @TempDir static Path folder;
    private static TestingCloud cloud;
    private static JsonNode document;
    private static Schemas schemas;

    /** An operation as the document has it. */
    record Operation(String method, String path, JsonNode declared) {
        Stream<JsonNode> parameters(String place) {
            return StreamSupport.stream(declared.path("parameters").spliterator(), false)
                    .filter(one -> one.path("in").asText().equals(place));
        }

        boolean hasBody() {
            return declared.has("requestBody");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        cloud = TestingCloud.start(folder, Map.of(), Map.of());
        String yaml =
                HTTP.send(
                                HttpRequest.newBuilder(cloud.stack.api().resolve("/openapi.yaml"))
                                        .build(),
                                BodyHandlers.ofString())
                        .body();
        document = new YAMLMapper().readTree(yaml);
        schemas = new Schemas(document);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    static Stream<Operation> operations() {
        return document.path("paths").properties().stream()
                .flatMap(
                        path ->
                                path.getValue().properties().stream()
                                        .map(
                                                one ->
                                                        new Operation(
                                                                one.getKey()
                                                                        .toUpperCase(Locale.ROOT),
                                                                path.getKey(),
                                                                one.getValue())));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void isDescribed(Operation operation) {
        assertThat(operation.declared().path("summary").asText()).isNotBlank();
        assertThat(operation.declared().path("responses").properties())
                .anyMatch(answer -> answer.getKey().startsWith("2"))
                .allMatch(answer -> !answer.getValue().path("description").asText().isBlank());
        for (JsonNode parameter : operation.declared().path("parameters")) {
            JsonNode schema = schemas.resolved(parameter.path("schema"));
            List<String> bounds =
                    switch (schema.path("type").asText()) {
                        case "integer", "number" -> List.of("maximum");
                        case "boolean" -> List.of("type");
                        default -> List.of("enum", "format", "maxLength", "pattern");
                    };
            assertThat(bounds).as(parameter.toString()).anyMatch(schema::has);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void answersWhatItAllowsAsItSays(Operation operation) throws Exception {
        HttpResponse<String> answer =
                demand(
                        operation,
                        request(operation, Map.of(), Map.of(), body(operation), type(operation)));
        if (operation.parameters("path").findAny().isEmpty()) {
            // Nothing has to be there before it, so its example is to be a good one.
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        }
        demand(
                operation,
                request(operation, Map.of(), Map.of(), body(operation), type(operation))
                        .header("Accept", "application/json, */*;q=0.1"));
        demand(
                operation,
                request(operation, Map.of(), Map.of(), body(operation), type(operation))
                        .header("Accept", "image/png"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void refusesParametersThatAreWrong(Operation operation) throws Exception {
        for (JsonNode parameter : operation.parameters("query").toList()) {
            String name = parameter.path("name").asText();
            for (String value : values(schemas.resolved(parameter.path("schema")))) {
                boolean fits = fits(value, parameter);
                // A body that is wrong, too, so that nothing is begun.
                HttpResponse<String> answer =
                        demand(
                                operation,
                                request(
                                        operation,
                                        Map.of(),
                                        Map.of(name, value),
                                        operation.hasBody() ? "[]" : "",
                                        type(operation)));
                assertThat(names(answer, name))
                        .as("%s=%s: %s", name, value, answer.body())
                        .isEqualTo(!fits);
            }
        }
        HttpResponse<String> unknown =
                demand(
                        operation,
                        request(
                                operation,
                                Map.of(),
                                Map.of("unknown", "1"),
                                body(operation),
                                type(operation)));
        assertThat(names(unknown, "unknown")).isTrue();
    }

    private static Stream<String> texts(JsonNode schema) {
        return Stream.concat(
                HOSTILE_NAMES.stream(),
                Stream.of("", "x".repeat(schema.path("maxLength").asInt(5_000) + 1), "a,b"));
    }

    private static List<String> values(JsonNode schema) {
        if (schema.path("type").asText().equals("string")) {
            List<String> values = new ArrayList<>(texts(schema).toList());
            schema.path("enum").forEach(one -> values.add(one.asText()));
            return values;
        }
        long least = schema.path("minimum").asLong();
        long most = schema.path("maximum").asLong();
        return List.of(
                "" + least,
                "" + most,
                "" + (least - 1),
                "" + (most + 1),
                "9".repeat(40),
                "1.5",
                "0x1",
                "",
                "x",
                "1,2",
                "true",
                "null",
                "1e3");
    }

    private static boolean fits(String text, JsonNode parameter) throws IOException {
        JsonNode schema = schemas.resolved(parameter.path("schema"));
        JsonNode value;
        if (schema.path("type").asText().equals("string")) {
            value = JSON.getNodeFactory().textNode(text);
        } else if (text.matches("-?[0-9.]+|true|null|1e3")) {
            value = JSON.readTree(text);
        } else {
            return false;
        }
        return !text.contains(",") && schemas.wrongValue(value, schema).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void findsNothingUnderHostileNames(Operation operation) throws Exception {
        for (JsonNode parameter : operation.parameters("path").toList()) {
            for (String name : HOSTILE_NAMES) {
                Map<String, String> path = Map.of(parameter.path("name").asText(), name);
                HttpResponse<String> answer =
                        send(request(operation, path, Map.of(), body(operation), type(operation)));
                assertThat(answer.statusCode())
                        .as("%s: %s", name, answer.body())
                        .isIn(400, 404, 405, 414);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void refusesBodiesThatAreWrong(Operation operation) throws Exception {
        if (!operation.hasBody()) {
            return;
        }
        for (String hostile : HOSTILE_BODIES) {
            assertThat(demand(operation, posted(operation, hostile)).statusCode())
                    .as(hostile)
                    .isEqualTo(400);
        }
        assertThat(demand(operation, posted(operation, " ".repeat(4_500_001))).statusCode())
                .isEqualTo(413);
        for (String type :
                List.of(
                        "",
                        "image/png",
                        "application/x-www-form-urlencoded",
                        "multipart/form-data; boundary=x",
                        "a/b/c")) {
            HttpRequest.Builder request =
                    request(operation, Map.of(), Map.of(), body(operation), type);
            assertThat(demand(operation, request).statusCode()).as(type).isEqualTo(415);
        }
    }

    /** Of any one operation, as they take long to read; the limits are the same for all. */
    @Test
    void saysLittleOfBodiesInWhichMuchIsWrong() throws Exception {
        Operation operation = operations().filter(Operation::hasBody).findFirst().orElseThrow();
        for (String unknown : List.of(fields(5_000), fields(400_000))) {
            HttpResponse<String> answer = demand(operation, posted(operation, unknown));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).hasSizeLessThan(50_000);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void namesFieldsThatAreWrong(Operation operation) throws Exception {
        JsonNode schema = schemas.resolved(content(operation).path("schema"));
        if (!schema.has("properties") || !type(operation).equals("application/json")) {
            return;
        }
        ObjectNode valid = (ObjectNode) JSON.readTree(body(operation));
        wrong(operation, valid.deepCopy().put("unknown", 1), "unknown");
        for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
            String type = schemas.resolved(field.getValue()).path("type").asText();
            if (!type.isEmpty()) {
                ObjectNode other = valid.deepCopy();
                other.set(field.getKey(), JSON.readTree(type.equals("array") ? "{}" : "[[]]"));
                wrong(operation, other, field.getKey());
            }
        }
        for (JsonNode required : schema.path("required")) {
            wrong(operation, valid.deepCopy().without(required.asText()), required.asText());
        }
    }

    private static String fields(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> '"' + Integer.toString(i, 36) + "\":1")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static void wrong(Operation operation, ObjectNode body, String field) throws Exception {
        HttpResponse<String> answer = demand(operation, posted(operation, body.toString()));
        assertThat(names(answer, field)).as("%s in %s", field, answer.body()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void saysWhichMethodsThereAre(Operation operation) throws Exception {
        for (String method : List.of("DELETE", "GET", "PATCH", "POST", "PUT")) {
            String path = path(operation, Map.of());
            if (operations()
                    .noneMatch(one -> one.method().equals(method) && path.matches(pattern(one)))) {
                HttpResponse<String> answer =
                        send(
                                HttpRequest.newBuilder(cloud.stack.api().resolve(path))
                                        .method(method, BodyPublishers.noBody()));
                assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(405);
                assertThat(answer.headers().firstValue("allow").orElse(""))
                        .contains(operation.method());
            }
        }
    }

    private static String pattern(Operation operation) {
        return operation.path().replaceAll("\\{[^}]+}", "[^/]+");
    }

    private static String type(Operation operation) {
        JsonNode types = operation.declared().path("requestBody").path("content");
        return types.isEmpty() ? "application/json" : types.fieldNames().next();
    }

    private static JsonNode content(Operation operation) {
        return operation.declared().path("requestBody").path("content").path(type(operation));
    }

    private static String body(Operation operation) {
        if (!operation.hasBody()) {
            return "";
        }
        JsonNode content = content(operation);
        JsonNode body =
                content.has("example")
                        ? content.get("example")
                        : content.has("examples")
                                ? content.path("examples").iterator().next().path("value")
                                : schemas.sample(content.path("schema"));
        return body.isTextual() ? body.asText() : body.toString();
    }

    private static HttpRequest.Builder posted(Operation operation, String body) {
        return request(operation, Map.of(), Map.of(), body, type(operation));
    }

    private static HttpRequest.Builder request(
            Operation operation,
            Map<String, String> path,
            Map<String, String> query,
            String body,
            String type) {
        StringBuilder uri = new StringBuilder(path(operation, path));
        query.forEach(
                (name, value) -> uri.append('?').append(name).append('=').append(encoded(value)));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(cloud.stack.api() + uri.toString()))
                        .method(
                                operation.method(),
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body, UTF_8));
        return type.isEmpty() || body.isEmpty() ? request : request.header("Content-Type", type);
    }

    private static String path(Operation operation, Map<String, String> given) {
        Map<String, String> values = new HashMap<>(given);
        operation
                .parameters("path")
                .forEach(
                        one ->
                                values.putIfAbsent(
                                        one.path("name").asText(),
                                        one.path("example")
                                                .asText(
                                                        schemas.sample(one.path("schema"))
                                                                .asText())));
        String path = operation.path();
        for (Map.Entry<String, String> value : values.entrySet()) {
            path = path.replace("{" + value.getKey() + "}", encoded(value.getValue()));
        }
        return path;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20").replace(".", "%2e");
    }

    /** Sends a request, and demands an answer that the document has. */
    private static HttpResponse<String> demand(Operation operation, HttpRequest.Builder request)
            throws Exception {
        HttpResponse<String> answer = send(request);
        String status = Integer.toString(answer.statusCode());
        assertThat(operation.declared().path("responses").has(status))
                .as("%s of %s: %s", status, answer.request(), answer.body())
                .isTrue();
        String type = answer.headers().firstValue("content-type").orElse("").split(";", 2)[0];
        JsonNode content = operation.declared().path("responses").path(status).path("content");
        if (!answer.body().isEmpty() && !content.isEmpty()) {
            assertThat(content.has(type)).as("%s of %s", type, answer.request()).isTrue();
            if (type.endsWith("json")) {
                assertThat(
                                schemas.wrong(
                                        JSON.readTree(answer.body()),
                                        "paths",
                                        operation.path(),
                                        operation.method().toLowerCase(Locale.ROOT),
                                        "responses",
                                        status,
                                        "content",
                                        type,
                                        "schema"))
                        .as(answer.body())
                        .isEmpty();
            }
        }
        return answer;
    }

    /** Sends a request, and demands that the fault is not ours, and told as a problem. */
    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as("%s: %s", answer.request(), answer.body())
                .isLessThan(500);
        if (answer.statusCode() >= 400) {
            assertThat(answer.headers().firstValue("content-type"))
                    .as("%s: %s", answer.request(), answer.body())
                    .hasValue("application/problem+json");
            JsonNode problem = JSON.readTree(answer.body());
            assertThat(schemas.wrong(problem, "components", "schemas", "Problem")).isEmpty();
            assertThat(problem.path("status").asInt()).isEqualTo(answer.statusCode());
            assertThat(problem.path("type").asText()).startsWith("urn:nightshift:problem:");
        }
        return answer;
    }

    private static boolean names(HttpResponse<String> answer, String field) throws IOException {
        return answer.statusCode() == 400
                && StreamSupport.stream(
                                JSON.readTree(answer.body()).path("errors").spliterator(), false)
                        .map(error -> error.path("field").asText())
                        .anyMatch(
                                name ->
                                        name.equals(field)
                                                || name.startsWith(field + "[")
                                                || name.startsWith(field + "."));
    }
}
