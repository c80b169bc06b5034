package dev.nightshift.http;

import static dev.nightshift.http.ProblemType.FORBIDDEN;
import static dev.nightshift.http.ProblemType.INTERNAL;
import static dev.nightshift.http.ProblemType.INVALID_REQUEST;
import static dev.nightshift.http.ProblemType.NOT_ACCEPTABLE;
import static dev.nightshift.http.ProblemType.NOT_FOUND;
import static dev.nightshift.http.ProblemType.TOO_LARGE;
import static dev.nightshift.http.ProblemType.TOO_MANY_REQUESTS;
import static dev.nightshift.http.ProblemType.UNAUTHORIZED;
import static dev.nightshift.http.ProblemType.UNAVAILABLE;
import static dev.nightshift.http.ProblemType.UNSUPPORTED_MEDIA_TYPE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What holds for all operations of the API, so that no controller has to say it. */
final class CommonRules {
    private static final List<ProblemType> OF_ALL =
            List.of(
                    INVALID_REQUEST,
                    UNAUTHORIZED,
                    FORBIDDEN,
                    NOT_ACCEPTABLE,
                    TOO_MANY_REQUESTS,
                    INTERNAL,
                    UNAVAILABLE);

    private static final Set<String> EXAMPLES = Set.of("default", "enum", "example", "examples");

    private CommonRules() {}

    /**
     * Adds the problems that any operation may answer with, gives those that a controller names the
     * shape of a problem, and closes the bodies of requests: a field that the document does not
     * name is none. A pattern is one of the whole text, as it is in Java.
     */
    static ObjectNode applied(ObjectNode document) {
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (JsonNode operation : path.getValue()) {
                answers(path.getKey(), (ObjectNode) operation);
                operation
                        .path("requestBody")
                        .path("content")
                        .forEach(body -> close(document, body.path("schema")));
            }
        }
        anchor(document);
        return document;
    }

    private static void anchor(JsonNode node) {
        String pattern = node.path("pattern").asText();
        if (!pattern.isEmpty() && !pattern.startsWith("^")) {
            ((ObjectNode) node).put("pattern", "^(?:" + pattern + ")$");
        }
        node.properties().stream()
                .filter(field -> !EXAMPLES.contains(field.getKey()))
                .forEach(field -> anchor(field.getValue()));
        if (node.isArray()) {
            node.forEach(CommonRules::anchor);
        }
    }

    private static void answers(String path, ObjectNode operation) {
        ObjectNode answers = operation.withObjectProperty("responses");
        for (ProblemType type : of(path, operation)) {
            answers.withObjectProperty(Integer.toString(type.status()))
                    .put("description", type.title());
        }
        for (Map.Entry<String, JsonNode> answer : answers.properties()) {
            if (answer.getKey().compareTo("400") >= 0) {
                ((ObjectNode) answer.getValue())
                        .putObject("content")
                        .putObject(Problem.MEDIA_TYPE)
                        .putObject("schema")
                        .put("$ref", "#/components/schemas/Problem");
            }
        }
    }

    private static List<ProblemType> of(String path, JsonNode operation) {
        List<ProblemType> types = new ArrayList<>(OF_ALL);
        if (path.contains("{")) {
            types.add(NOT_FOUND);
        }
        if (operation.has("requestBody")) {
            types.addAll(List.of(TOO_LARGE, UNSUPPORTED_MEDIA_TYPE));
        }
        return types;
    }

    private static void close(ObjectNode document, JsonNode schema) {
        String reference = schema.path("$ref").asText();
        if (!reference.isEmpty()) {
            close(document, document.at(reference.substring(1)));
        } else if (schema.has("properties") && !schema.has("additionalProperties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
            schema.path("properties").forEach(field -> close(document, field));
        }
        for (JsonNode part : parts(schema)) {
            close(document, part);
        }
    }

    private static List<JsonNode> parts(JsonNode schema) {
        List<JsonNode> parts = new ArrayList<>();
        for (String keyword : List.of("items", "additionalProperties")) {
            if (schema.path(keyword).isObject()) {
                parts.add(schema.path(keyword));
            }
        }
        for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
            schema.path(keyword).forEach(parts::add);
        }
        return parts;
    }
}
