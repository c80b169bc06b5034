package dev.nightshift.http;

import static dev.nightshift.http.ProblemType.CONFLICT;
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
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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

    /** How the generator describes what nobody described. */
    private static final String UNSAID = " response";

    private static final Set<String> BOUNDS = Set.of("enum", "format", "maxLength", "pattern");
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_.-]{0,99}";
    private static final int LONGEST = 4_096;
    private static final JsonNode OBJECT =
            JsonNodeFactory.instance.objectNode().put("type", "object");

    private CommonRules() {}

    /**
     * Adds the problems that any operation may answer with, gives those that a controller names the
     * shape of a problem, and closes the bodies of requests: a field that the document does not
     * name is none. A pattern is one of the whole text, as it is in Java, and what is an Object
     * there is any value. Parameters without bounds get some.
     */
    static ObjectNode applied(ObjectNode document) {
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (JsonNode operation : path.getValue()) {
                answers(path.getKey(), (ObjectNode) operation);
                operation.path("parameters").forEach(CommonRules::bound);
                operation
                        .path("requestBody")
                        .path("content")
                        .forEach(body -> close(document, body.path("schema")));
            }
        }
        refine(document);
        return document;
    }

    private static void refine(JsonNode node) {
        if (node.equals(OBJECT)) {
            ((ObjectNode) node).removeAll();
        }
        String pattern = node.path("pattern").asText();
        if (!pattern.isEmpty() && !pattern.startsWith("^")) {
            ((ObjectNode) node).put("pattern", "^(?:" + pattern + ")$");
        }
        node.properties().stream()
                .filter(field -> !EXAMPLES.contains(field.getKey()))
                .forEach(field -> refine(field.getValue()));
        if (node.isArray()) {
            node.forEach(CommonRules::refine);
        }
    }

    /** Bounds what a controller left without any, so that no parameter is of any length. */
    private static void bound(JsonNode parameter) {
        if (parameter.path("schema") instanceof ObjectNode schema
                && schema.path("type").asText().equals("string")
                && BOUNDS.stream().noneMatch(schema::has)) {
            if (parameter.path("in").asText().equals("path")) {
                schema.put("pattern", NAME);
            } else {
                schema.put("maxLength", LONGEST);
            }
        }
    }

    private static void answers(String path, ObjectNode operation) {
        ObjectNode answers = operation.withObjectProperty("responses");
        for (ProblemType type : of(path, operation)) {
            answers.withObjectProperty(Integer.toString(type.status()))
                    .put("description", type.title());
        }
        for (Map.Entry<String, JsonNode> answer : answers.properties()) {
            if (answer.getValue().path("description").asText().endsWith(UNSAID)) {
                ((ObjectNode) answer.getValue()).put("description", "Done.");
            }
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
            types.addAll(List.of(NOT_FOUND, CONFLICT));
        }
        if (operation.has("requestBody")) {
            types.addAll(List.of(CONFLICT, TOO_LARGE, UNSUPPORTED_MEDIA_TYPE));
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
