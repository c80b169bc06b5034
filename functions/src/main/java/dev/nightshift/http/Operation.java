package dev.nightshift.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import dev.nightshift.http.Problem.FieldError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the {@link Contract}, and what is wrong with a request for it.
 *
 * @param declared what the document says of it
 * @param pointer where it says so
 */
record Operation(Contract contract, JsonNode declared, String pointer) {
    private static final int DEEPEST = 64;
    private static final int LARGE = 100_000;
    private static final int MOST_ERRORS = 100;
    private static final int LONGEST = 300;
    private static final ObjectMapper STRICT =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST)
                                                    .build())
                                    .build())
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** A parameter and where its schema stands. */
    private record Parameter(JsonNode declared, String pointer) {
        String name() {
            return declared.path("name").asText();
        }

        boolean isIn(String place) {
            return declared.path("in").asText().equals(place);
        }
    }

    boolean hasBody() {
        return declared.has("requestBody");
    }

    boolean requiresBody() {
        return declared.path("requestBody").path("required").asBoolean();
    }

    /** Whether bodies of a type, without its parameters, are read. */
    boolean takes(String mediaType) {
        return declared.path("requestBody").path("content").has(mediaType);
    }

    /**
     * What is wrong with the parameters of a place.
     *
     * @param place path, query or header
     * @param given each parameter's text, decoded; parameters that the document does not name are
     *     wrong in a query
     */
    List<FieldError> wrong(String place, Map<String, String> given) {
        List<Parameter> parameters = parameters(place);
        List<FieldError> errors = new ArrayList<>();
        for (Parameter parameter : parameters) {
            String text = given.get(parameter.name());
            if (place.equals("query") && isJoined(parameter, text)) {
                errors.add(new FieldError(parameter.name(), "takes one value, without a comma"));
            } else if (text != null) {
                check(
                        contract,
                        parameter.name(),
                        value(parameter, text),
                        parameter.pointer(),
                        false,
                        errors);
            } else if (parameter.declared().path("required").asBoolean()) {
                errors.add(new FieldError(parameter.name(), "is missing"));
            }
        }
        if (place.equals("query")) {
            List<String> names = parameters.stream().map(Parameter::name).toList();
            given.keySet().stream()
                    .filter(name -> !names.contains(name))
                    .sorted()
                    .forEach(name -> errors.add(new FieldError(name, unknown(names))));
        }
        return errors;
    }

    /** API Gateway joins values of one name by commas, and nobody can tell them from one value. */
    private boolean isJoined(Parameter parameter, @Nullable String text) {
        return text != null && text.contains(",") && !type(parameter).equals("array");
    }

    private String type(Parameter parameter) {
        return contract.resolved(parameter.declared().path("schema")).path("type").asText();
    }

    private static String unknown(List<String> names) {
        return "is no parameter of this call (known: %s)"
                .formatted(names.isEmpty() ? "none" : String.join(", ", names));
    }

    private List<Parameter> parameters(String place) {
        JsonNode all = declared.path("parameters");
        return Stream.iterate(0, i -> i < all.size(), i -> i + 1)
                .map(i -> new Parameter(all.get(i), pointer + "/parameters/" + i + "/schema"))
                .filter(parameter -> parameter.isIn(place))
                .toList();
    }

    /** The text as the schema's type has it; what is none of that type stays text, and wrong. */
    private JsonNode value(Parameter parameter, String text) {
        return switch (type(parameter)) {
            case "integer", "number", "boolean" -> {
                try {
                    yield STRICT.readTree(text);
                } catch (JsonProcessingException e) {
                    yield JsonNodeFactory.instance.textNode(text);
                }
            }
            case "array" -> {
                var list = JsonNodeFactory.instance.arrayNode();
                List.of(text.split(",", -1)).forEach(list::add);
                yield list;
            }
            default -> JsonNodeFactory.instance.textNode(text);
        };
    }

    /**
     * What is wrong with a body: all of it, or the first of a large body, so that what is wrong is
     * no larger than what is right. A field that is null is one that is missing.
     *
     * @throws ProblemException INVALID_REQUEST, if it is no JSON
     */
    List<FieldError> wrongBody(byte[] body) {
        return wrong(contract, pointer + "/requestBody/content/application~1json/schema", body);
    }

    /** The same of a text that is to be what a schema says. */
    static List<FieldError> wrong(Contract contract, String schema, byte[] json) {
        List<FieldError> errors = new ArrayList<>();
        check(contract, "", withoutNulls(read(json)), schema, json.length > LARGE, errors);
        return errors;
    }

    private static JsonNode withoutNulls(JsonNode value) {
        if (value instanceof ObjectNode object) {
            object.properties().removeIf(field -> field.getValue().isNull());
        }
        value.forEach(Operation::withoutNulls);
        return value;
    }

    private static JsonNode read(byte[] body) {
        try {
            return STRICT.readTree(body);
        } catch (JsonProcessingException e) {
            throw ProblemException.of(
                    ProblemType.INVALID_REQUEST,
                    "The body is not readable as JSON: %s (line %d, column %d)"
                            .formatted(
                                    e.getOriginalMessage(),
                                    e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                                    e.getLocation() == null ? 0 : e.getLocation().getColumnNr()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(
            Contract contract,
            String field,
            JsonNode value,
            String schema,
            boolean firstOnly,
            List<FieldError> errors) {
        Consumer<ExecutionContext> how = context -> context.setFailFast(firstOnly);
        contract.schema(schema).validate(value, how).stream()
                .limit(MOST_ERRORS)
                .map(error -> new FieldError(cut(path(field, error)), cut(error.getMessage())))
                .forEach(errors::add);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /**
     * As {@code a.b[0]}, or {@code body} for the whole: a field that is missing or not known is
     * named itself.
     */
    private static String path(String field, Error error) {
        StringBuilder path = new StringBuilder(field);
        var location = Objects.requireNonNull(error.getInstanceLocation());
        for (int i = 0; i < location.getNameCount(); i++) {
            Object element = location.getElement(i);
            if (element instanceof Integer index) {
                path.append('[').append(index).append(']');
            } else {
                append(path, element.toString());
            }
        }
        if (error.getProperty() != null) {
            append(path, error.getProperty());
        }
        return path.isEmpty() ? "body" : path.toString();
    }

    private static void append(StringBuilder path, String name) {
        path.append(path.isEmpty() ? "" : ".").append(name);
    }
}
