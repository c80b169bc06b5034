package dev.nightshift.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Reader;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A template's YAML as a tree in which every intrinsic has its long form: {@code !Sub x} becomes
 * {@code {"Fn::Sub": "x"}}. Scalars stay text as they were written, because CloudFormation's own
 * values are text, and {@code 2010-09-09} shall not become a date.
 */
final class YamlTree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 50;

    private YamlTree() {}

    /**
     * @throws TemplateException if the text is no YAML mapping, names a key twice or refers to
     *     itself
     */
    static JsonNode read(Reader text) {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setNestingDepthLimit(DEEPEST);
            Node root = new Yaml(new SafeConstructor(options)).compose(text);
            if (!(root instanceof MappingNode)) {
                throw new TemplateException("The template is not a YAML mapping");
            }
            return tree(root, 0);
        } catch (MarkedYAMLException e) {
            throw new TemplateException(
                    "Not YAML at line %d: %s".formatted(line(e.getProblemMark()), e.getProblem()),
                    e);
        } catch (YAMLException e) {
            throw new TemplateException("Not YAML: " + firstLine(e), e);
        }
    }

    private static JsonNode tree(Node node, int depth) {
        if (depth > DEEPEST) {
            throw new TemplateException(
                    "Nested deeper than %d at line %d".formatted(DEEPEST, line(node)));
        }
        JsonNode value =
                switch (node) {
                    case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) ->
                            NODES.nullNode();
                    case ScalarNode scalar -> NODES.textNode(scalar.getValue());
                    case SequenceNode sequence -> list(sequence, depth);
                    case MappingNode mapping -> object(mapping, depth);
                    default ->
                            throw new TemplateException(
                                    "Not known here: %s at line %d"
                                            .formatted(node.getNodeId(), line(node)));
                };
        return isIntrinsic(node) ? intrinsic(node.getTag().getValue().substring(1), value) : value;
    }

    private static boolean isIntrinsic(Node node) {
        String tag = node.getTag().getValue();
        return tag.startsWith("!") && tag.length() > 1;
    }

    private static ObjectNode intrinsic(String shortName, JsonNode argument) {
        String name = shortName.equals("Ref") ? shortName : "Fn::" + shortName;
        return NODES.objectNode().set(name, argument);
    }

    private static ArrayNode list(SequenceNode sequence, int depth) {
        ArrayNode list = NODES.arrayNode();
        for (Node item : sequence.getValue()) {
            list.add(tree(item, depth + 1));
        }
        return list;
    }

    private static ObjectNode object(MappingNode mapping, int depth) {
        ObjectNode object = NODES.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw new TemplateException(
                        "A key must be text at line %d".formatted(line(entry.getKeyNode())));
            }
            if (object.has(key.getValue())) {
                throw new TemplateException(
                        "%s is given twice, again at line %d".formatted(key.getValue(), line(key)));
            }
            object.set(key.getValue(), tree(entry.getValueNode(), depth + 1));
        }
        return object;
    }

    private static int line(Node node) {
        return line(node.getStartMark());
    }

    private static int line(Mark mark) {
        return mark.getLine() + 1;
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
    }
}
