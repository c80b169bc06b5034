package dev.nightshift.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a task file, and says what is wrong with one in a line. */
final class TaskParser {
    private static final YAMLMapper YAML =
            YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,63}");
    private static final Set<String> EFFORTS =
            Set.of("none", "minimal", "low", "medium", "high", "xhigh", "max");
    private static final Set<String> OWN_KEYS =
            Set.of(
                    "name",
                    "version",
                    "purpose",
                    "model",
                    "effort",
                    "temperature",
                    "max_output_tokens",
                    "max_input_tokens",
                    "cut",
                    "endpoint",
                    "instructions",
                    "prompt",
                    "history",
                    "requires",
                    "output");
    private static final Set<String> KEYS =
            Stream.of(OWN_KEYS, ReadingParser.KEYS)
                    .flatMap(Set::stream)
                    .collect(Collectors.toUnmodifiableSet());

    private final String file;
    private final JsonNode root;

    private TaskParser(String file, JsonNode root) {
        this.file = file;
        this.root = root;
    }

    /**
     * @param file the name to blame in messages
     * @throws InvalidTaskException when the text is no task
     */
    static Task parse(String yaml, String file) {
        JsonNode root;
        try {
            root = YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new InvalidTaskException(
                    file + ": not YAML: " + firstLine(e.getOriginalMessage()));
        }
        if (!root.isObject()) {
            throw new InvalidTaskException(
                    file + ": a task file holds keys such as name and prompt");
        }
        return new TaskParser(file, root).task(yaml);
    }

    /** The same file with another model. */
    static String replaceModel(String yaml, String model) {
        try {
            ObjectNode root = (ObjectNode) YAML.readTree(yaml);
            root.put("model", model);
            return YAML.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a task that was read once must be readable", e);
        }
    }

    private Task task(String source) {
        root.fieldNames()
                .forEachRemaining(
                        key -> {
                            if (!KEYS.contains(key)) {
                                throw invalid(key, "is not known; known are " + sorted(KEYS));
                            }
                        });
        String name = text("name");
        if (!NAME.matcher(name).matches()) {
            throw invalid(
                    "name", "must be lower-case letters, digits, _ and -, was '" + name + "'");
        }
        String effort = optionalText("effort");
        if (effort != null && !EFFORTS.contains(effort)) {
            throw invalid("effort", "must be one of " + sorted(EFFORTS) + ", was '" + effort + "'");
        }
        Task task =
                new Task(
                        name,
                        positive("version"),
                        text("purpose"),
                        text("model"),
                        effort,
                        temperature(effort),
                        positive("max_output_tokens"),
                        root.hasNonNull("max_input_tokens") ? positive("max_input_tokens") : null,
                        fields("cut"),
                        endpoint(),
                        text("instructions"),
                        prompt(),
                        optionalText("history"),
                        ReadingParser.parse(file, root),
                        fields("requires"),
                        output(),
                        source);
        for (String field : task.cut()) {
            if (!task.prompt().fields().contains(field)) {
                throw invalid("cut", "names '" + field + "', which the prompt does not use");
            }
        }
        return task;
    }

    private @Nullable Double temperature(@Nullable String effort) {
        JsonNode node = root.get("temperature");
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isNumber() || node.doubleValue() < 0 || node.doubleValue() > 2) {
            throw invalid("temperature", "must be a number from 0 to 2");
        }
        if (text("model").startsWith("gpt-6") && !"none".equals(effort)) {
            throw invalid("temperature", "is taken by this model only with effort: none");
        }
        return node.doubleValue();
    }

    private Endpoint endpoint() {
        String path = optionalText("endpoint");
        if (path == null) {
            return Endpoint.RESPONSES;
        }
        for (Endpoint endpoint : Endpoint.values()) {
            if (endpoint.path().equals(path)) {
                return endpoint;
            }
        }
        throw invalid(
                "endpoint", "must be /v1/responses or /v1/chat/completions, was '" + path + "'");
    }

    private PromptTemplate prompt() {
        String text = text("prompt");
        try {
            return PromptTemplate.parse(text);
        } catch (InvalidTaskException e) {
            throw new InvalidTaskException(file + ": " + e.getMessage());
        }
    }

    private List<String> fields(String key) {
        List<String> fields = new ArrayList<>();
        JsonNode node = root.path(key);
        if (!node.isMissingNode() && !node.isArray()) {
            throw invalid(key, "must be a list of fields");
        }
        node.forEach(field -> fields.add(field.asText()));
        return fields;
    }

    private @Nullable JsonNode output() {
        JsonNode schema = root.path("output");
        if (schema.isMissingNode()) {
            return null;
        }
        if (!schema.path("type").asText().equals("object")
                || !schema.path("properties").isObject()
                || schema.path("properties").isEmpty()) {
            throw invalid(
                    "output",
                    "must be a JSON Schema of type object with properties; leave it out for replies in free text");
        }
        return schema;
    }

    private int positive(String key) {
        JsonNode node = root.get(key);
        if (node == null || !node.canConvertToInt() || node.intValue() < 1) {
            throw invalid(key, "must be a whole number of at least 1");
        }
        return node.intValue();
    }

    private String text(String key) {
        String text = optionalText(key);
        if (text == null) {
            throw invalid(key, "is missing");
        }
        return text;
    }

    private @Nullable String optionalText(String key) {
        JsonNode node = root.get(key);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isTextual() || node.textValue().isBlank()) {
            throw invalid(key, "must be text");
        }
        return node.textValue();
    }

    private InvalidTaskException invalid(String key, String what) {
        return new InvalidTaskException(file + ": " + key + " " + what);
    }

    private static String sorted(Set<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
