package dev.nightshift.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
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
    static final Set<String> EFFORTS =
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
    static final Set<String> KEYS =
            Stream.of(OWN_KEYS, ReadingParser.KEYS, TellingParser.KEYS, RepliesParser.KEYS)
                    .flatMap(Set::stream)
                    .collect(Collectors.toUnmodifiableSet());

    private final String file;
    private final JsonNode root;
    private final YamlKeys keys;

    private TaskParser(String file, JsonNode root) {
        this.file = file;
        this.root = root;
        this.keys = new YamlKeys(file, "", root);
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
        requireNoAliases(yaml, file);
        if (!root.isObject()) {
            throw new InvalidTaskException(
                    file + ": a task file holds keys such as name and prompt");
        }
        return new TaskParser(file, root).task(yaml);
    }

    /** Jackson takes an alias for text, so that a task would silently be another one. */
    private static void requireNoAliases(String yaml, String file) {
        try (YAMLParser parser = YAML.getFactory().createParser(yaml)) {
            while (parser.nextToken() != null) {
                if (parser.isCurrentAlias()) {
                    throw new InvalidTaskException(
                            "%s: line %d has the alias *%s; write out what it stands for, in output also as $ref to $defs"
                                    .formatted(
                                            file,
                                            parser.currentTokenLocation().getLineNr(),
                                            parser.getText()));
                }
            }
        } catch (JsonProcessingException e) {
            // What follows the first document was not looked at before.
            throw new InvalidTaskException(
                    file + ": not YAML: " + firstLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("text is not read from anywhere", e);
        }
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
        try {
            return whole(source);
        } catch (InvalidTaskException first) {
            throw new InvalidTaskException(file, wrong());
        }
    }

    /** All that is wrong, by part; a part that needs another which is wrong repeats its words. */
    private List<Finding> wrong() {
        var reading = new ReadingParser(file, root);
        return Stream.<Runnable>of(
                        this::requireKnown,
                        this::name,
                        this::effort,
                        () -> keys.positive("version"),
                        () -> keys.text("purpose"),
                        () -> keys.text("model"),
                        this::temperature,
                        () -> keys.positive("max_output_tokens"),
                        this::maxInputTokens,
                        this::cut,
                        this::endpoint,
                        () -> keys.text("instructions"),
                        this::prompt,
                        () -> keys.optionalText("history"),
                        reading::path,
                        reading::group,
                        reading::split,
                        reading::filters,
                        this::telling,
                        () -> keys.texts("requires", "of fields"),
                        this::output,
                        () -> RepliesParser.replies(keys, output()))
                .flatMap(TaskParser::wrong)
                .distinct()
                .toList();
    }

    private static Stream<Finding> wrong(Runnable part) {
        try {
            part.run();
            return Stream.empty();
        } catch (InvalidTaskException e) {
            return e.findings().stream();
        }
    }

    private Task whole(String source) {
        requireKnown();
        return new Task(
                name(),
                keys.positive("version"),
                keys.text("purpose"),
                keys.text("model"),
                keys.text("model"),
                effort(),
                temperature(),
                keys.positive("max_output_tokens"),
                maxInputTokens(),
                cut(),
                endpoint(),
                keys.text("instructions"),
                prompt(),
                keys.optionalText("history"),
                new ReadingParser(file, root).reading(),
                telling(),
                keys.texts("requires", "of fields"),
                output(),
                RepliesParser.replies(keys, output()),
                source);
    }

    private void requireKnown() {
        YamlKeys.of(file, "", root, KEYS);
    }

    private String name() {
        String name = keys.text("name");
        if (!NAME.matcher(name).matches()) {
            throw invalid(
                    "name", "must be lower-case letters, digits, _ and -, was '" + name + "'");
        }
        return name;
    }

    private @Nullable String effort() {
        String effort = keys.optionalText("effort");
        if (effort != null && !EFFORTS.contains(effort)) {
            throw invalid(
                    "effort",
                    "must be one of " + YamlKeys.sorted(EFFORTS) + ", was '" + effort + "'");
        }
        return effort;
    }

    private @Nullable Integer maxInputTokens() {
        return root.hasNonNull("max_input_tokens") ? keys.positive("max_input_tokens") : null;
    }

    private List<String> cut() {
        List<String> cut = keys.texts("cut", "of fields");
        Set<String> used = cut.isEmpty() ? Set.of() : prompt().fields();
        for (String field : cut) {
            if (!used.contains(field)) {
                throw invalid("cut", "names '" + field + "', which the prompt does not use");
            }
        }
        return cut;
    }

    private Telling telling() {
        return TellingParser.telling(keys, prompt(), output());
    }

    private @Nullable Double temperature() {
        JsonNode node = root.get("temperature");
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isNumber() || node.doubleValue() < 0 || node.doubleValue() > 2) {
            throw invalid("temperature", "must be a number from 0 to 2");
        }
        if (keys.text("model").startsWith("gpt-6") && !"none".equals(effort())) {
            throw invalid("temperature", "is taken by this model only with effort: none");
        }
        return node.doubleValue();
    }

    private Endpoint endpoint() {
        String path = keys.optionalText("endpoint");
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
        String text = keys.text("prompt");
        try {
            return PromptTemplate.parse(text);
        } catch (InvalidTaskException e) {
            throw new InvalidTaskException(file, e.findings());
        }
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

    private InvalidTaskException invalid(String key, String what) {
        return keys.invalid(key, what);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
