package dev.nightshift.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Attributes of DynamoDB as text and as JSON. */
final class AttributeJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    private AttributeJson() {}

    /**
     * An attribute as a cell: texts and numbers as they are, bytes in Base64, the rest as compact
     * JSON; null and what is not there as nothing.
     */
    static String cell(@Nullable AttributeValue value) {
        if (value == null) {
            return "";
        }
        if (value.type() == AttributeValue.Type.N) {
            return value.n();
        }
        JsonNode node = node(value);
        return node.isNull() ? "" : node.isTextual() ? node.textValue() : node.toString();
    }

    private static JsonNode node(AttributeValue value) {
        return switch (value.type()) {
            case S -> NODES.textNode(value.s());
            case N -> NODES.numberNode(new BigDecimal(value.n()));
            case BOOL -> NODES.booleanNode(value.bool());
            case B -> NODES.textNode(base64(value.b()));
            case SS -> array(value.ss().stream().map(NODES::textNode));
            case NS -> array(value.ns().stream().map(BigDecimal::new).map(NODES::numberNode));
            case BS -> array(value.bs().stream().map(AttributeJson::base64).map(NODES::textNode));
            case L -> array(value.l().stream().map(AttributeJson::node));
            case M -> {
                ObjectNode object = NODES.objectNode();
                value.m().forEach((name, one) -> object.set(name, node(one)));
                yield object;
            }
            case NUL, UNKNOWN_TO_SDK_VERSION -> NODES.nullNode();
        };
    }

    private static ArrayNode array(Stream<? extends JsonNode> items) {
        return NODES.arrayNode().addAll(items.toList());
    }

    private static String base64(SdkBytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
    }

    /** A value of a reply as an attribute. */
    static AttributeValue attribute(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> AttributeValue.fromS(value.textValue());
            case NUMBER -> AttributeValue.fromN(value.asText());
            case BOOLEAN -> AttributeValue.fromBool(value.booleanValue());
            case ARRAY ->
                    AttributeValue.fromL(
                            value.valueStream().map(AttributeJson::attribute).toList());
            case OBJECT -> {
                Map<String, AttributeValue> object = new LinkedHashMap<>();
                value.properties()
                        .forEach(one -> object.put(one.getKey(), attribute(one.getValue())));
                yield AttributeValue.fromM(object);
            }
            case NULL, MISSING, BINARY, POJO -> AttributeValue.fromNul(true);
        };
    }

    /** Keys of a row, or a version, with their types: {@code {"pk":{"S":"a"},"n":{"N":"1"}}}. */
    static String typed(Map<String, AttributeValue> key) {
        ObjectNode object = NODES.objectNode();
        key.forEach((name, value) -> object.putObject(name).put(value.type().name(), cell(value)));
        return object.toString();
    }

    /** The reverse of {@link #typed}, of texts, numbers and bytes. */
    static Map<String, AttributeValue> untyped(String text) {
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> one : tree(text).properties()) {
            Map.Entry<String, JsonNode> typed = one.getValue().properties().iterator().next();
            key.put(
                    one.getKey(),
                    scalar(AttributeValue.Type.valueOf(typed.getKey()), typed.getValue().asText()));
        }
        return key;
    }

    /** A key's part from its text. */
    static AttributeValue scalar(AttributeValue.Type type, String text) {
        return switch (type) {
            case S -> AttributeValue.fromS(text);
            case N -> AttributeValue.fromN(text);
            case B ->
                    AttributeValue.fromB(SdkBytes.fromByteArray(Base64.getDecoder().decode(text)));
            case BOOL -> AttributeValue.fromBool(Boolean.valueOf(text));
            default -> throw new IllegalArgumentException(type + " is no key");
        };
    }

    /** Several texts as one: a single one that can stand as it is does, else a JSON array. */
    static String joined(List<String> texts) {
        String first = texts.getFirst();
        boolean isPlain =
                texts.size() == 1
                        && !first.isEmpty()
                        && !first.startsWith("[")
                        && first.equals(first.strip());
        return isPlain ? first : JSON.valueToTree(texts).toString();
    }

    /** The reverse of {@link #joined}. */
    static List<String> split(String text) {
        return text.startsWith("[")
                ? tree(text).valueStream().map(JsonNode::asText).toList()
                : List.of(text);
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a key that we wrote is damaged", e);
        }
    }
}
