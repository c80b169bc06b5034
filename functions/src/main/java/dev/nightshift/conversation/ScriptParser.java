package dev.nightshift.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.nightshift.task.InvalidTaskException;
import dev.nightshift.task.Task;
import dev.nightshift.task.Tasks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a script. Each of its turns is a task: what the script says for all of them, and what the
 * turn says itself.
 */
final class ScriptParser {
    private static final YAMLMapper YAML =
            YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9_]{0,31}");
    private static final Set<String> KEYS =
            Set.of(
                    "name",
                    "version",
                    "purpose",
                    "model",
                    "effort",
                    "temperature",
                    "instructions",
                    "first",
                    "complete",
                    "turns");
    private static final Set<String> TURN_KEYS =
            Set.of(
                    "purpose",
                    "effort",
                    "temperature",
                    "max_output_tokens",
                    "requires",
                    "parameters",
                    "prompt",
                    "output");
    private static final Set<String> PARAMETER_KEYS =
            Set.of("purpose", "required", "one_of", "default", "max_characters");

    private final String file;
    private final JsonNode root;

    private ScriptParser(String file, JsonNode root) {
        this.file = file;
        this.root = root;
    }

    /**
     * @param file the name to blame in messages
     * @throws InvalidTaskException when the text is no script
     */
    static Script parse(String yaml, String file) {
        try {
            return new ScriptParser(file, YAML.readTree(yaml)).script();
        } catch (JsonProcessingException e) {
            throw new InvalidTaskException(file + ": not YAML: " + e.getOriginalMessage());
        }
    }

    private Script script() throws JsonProcessingException {
        requireKnown("", root, KEYS);
        Map<String, TurnKind> kinds = new LinkedHashMap<>();
        String first = root.path("first").asText();
        for (Map.Entry<String, JsonNode> turn : root.path("turns").properties()) {
            String kind = turn.getKey();
            if (!KIND.matcher(kind).matches()) {
                throw invalid("turns", "has '" + kind + "'; letters, digits and _ make a kind");
            }
            kinds.put(kind, kind(kind, turn.getValue(), kind.equals(first)));
        }
        List<String> complete = texts(root.path("complete"));
        if (!kinds.containsKey(first)) {
            throw invalid("first", "must be one of the turns");
        }
        for (String kind : complete) {
            if (!kinds.containsKey(kind) || kind.equals(first)) {
                throw invalid("complete", "names '" + kind + "', which does not follow the first");
            }
            if (!kinds.get(kind).problems(Map.of()).isEmpty()) {
                throw invalid("complete", "names '" + kind + "', which needs a parameter");
            }
        }
        Task task = kinds.get(first).task();
        return new Script(
                root.path("name").asText(),
                task.version(),
                root.path("purpose").asText(),
                kinds,
                first,
                complete);
    }

    private TurnKind kind(String kind, JsonNode turn, boolean isFirst)
            throws JsonProcessingException {
        String where = "turns." + kind + ".";
        requireKnown(where, turn, TURN_KEYS);
        ObjectNode task = YAML.createObjectNode();
        for (String key :
                List.of("version", "purpose", "model", "effort", "temperature", "instructions")) {
            task.set(key, turn.has(key) ? turn.get(key) : root.get(key));
        }
        task.put("name", root.path("name").asText() + "-" + kind);
        for (String key : List.of("max_output_tokens", "requires", "prompt", "output")) {
            if (turn.has(key)) {
                task.set(key, turn.get(key));
            }
        }
        if (!isFirst) {
            task.put("history", Dialogue.HISTORY);
            task.putArray("requires").add(Dialogue.HISTORY);
        }
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> one : turn.path("parameters").properties()) {
            String name = one.getKey();
            requireKnown(where + "parameters." + name + ".", one.getValue(), PARAMETER_KEYS);
            if (!KIND.matcher(name).matches() || Dialogue.COLUMNS.contains(name) || isFirst) {
                throw invalid(where + "parameters", "cannot have '" + name + "'");
            }
            parameters.put(name, parameter(one.getValue()));
        }
        return new TurnKind(
                kind,
                Tasks.parse(YAML.writeValueAsString(task), file + ": turns." + kind),
                parameters);
    }

    private static Parameter parameter(JsonNode node) {
        return new Parameter(
                node.path("purpose").asText(),
                node.path("required").asBoolean(),
                texts(node.path("one_of")),
                text(node, "default"),
                node.path("max_characters").asInt(Parameter.LONGEST));
    }

    private static @Nullable String text(JsonNode node, String key) {
        return node.hasNonNull(key) ? node.path(key).asText() : null;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    private void requireKnown(String where, JsonNode object, Set<String> known) {
        if (!object.isObject()) {
            throw invalid(where.isEmpty() ? "a script" : where, "must hold keys and values");
        }
        object.fieldNames()
                .forEachRemaining(
                        key -> {
                            if (!known.contains(key)) {
                                throw invalid(where + key, "is not known");
                            }
                        });
    }

    private InvalidTaskException invalid(String key, String what) {
        return new InvalidTaskException(file + ": " + key + " " + what);
    }
}
