package dev.nightshift.task;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Something of a record that a template names: the record itself, a field, an element of a list. A
 * field's text is parsed at most once, and only where the template goes through it.
 */
final class TemplateCell {
    /** More values in one field are taken for an attack on memory: some 100 bytes each. */
    private static final int MOST_VALUES = 500_000;

    private static final ObjectMapper JSON =
            new ObjectMapper(
                    JsonFactory.builder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxStringLength(Integer.MAX_VALUE)
                                            .build())
                            .build());

    private final BoundedText prompt;
    private final @Nullable Map<String, String> record;
    private final Map<String, TemplateCell> fields = new HashMap<>();
    private final String text;
    private @Nullable JsonNode node;
    private boolean isParsed;

    private TemplateCell(
            BoundedText prompt,
            @Nullable Map<String, String> record,
            String text,
            @Nullable JsonNode node,
            boolean isParsed) {
        this.prompt = prompt;
        this.record = record;
        this.text = text;
        this.node = node;
        this.isParsed = isParsed;
    }

    /** A whole record, whose prompt is being written. */
    static TemplateCell of(Map<String, String> record, BoundedText prompt) {
        return new TemplateCell(prompt, record, "", null, true);
    }

    private TemplateCell element(JsonNode value) {
        String plain = value.isNull() ? "" : value.asText();
        return new TemplateCell(prompt, null, plain, value, true);
    }

    /**
     * What is inserted for it: text as it is, lists and objects as compact JSON, null as nothing.
     */
    String text() {
        return record == null && node != null && node.isContainerNode() && text.isEmpty()
                ? node.toString()
                : text;
    }

    /** What a section goes through: elements, or the value itself where there is something. */
    Iterator<?> parts() {
        prompt.spend(1);
        JsonNode parsed = parsed();
        if (parsed == null || !parsed.isContainerNode()) {
            boolean isFalse = parsed != null && parsed.isBoolean() && !parsed.booleanValue();
            return isFalse || text.isEmpty() ? List.of().iterator() : List.of(this).iterator();
        }
        if (parsed.isObject()) {
            return parsed.isEmpty() ? List.of().iterator() : List.of(this).iterator();
        }
        return StreamSupport.stream(parsed.spliterator(), false)
                .map(
                        part -> {
                            prompt.spend(1);
                            return element(part);
                        })
                .iterator();
    }

    /** A member by its name, or whether there is one where the name is marked so. */
    Object member(String name) {
        if (TemplateTags.isCondition(name)) {
            return member(TemplateTags.conditionOf(name)) instanceof TemplateCell found
                    ? found.isFilled()
                    : Template.NO_FETCHER_FOUND;
        }
        if (record != null) {
            String field = record.get(name);
            return field == null
                    ? Template.NO_FETCHER_FOUND
                    : fields.computeIfAbsent(
                            name, n -> new TemplateCell(prompt, null, field, null, false));
        }
        JsonNode parsed = parsed();
        JsonNode found = parsed == null || !parsed.isObject() ? null : parsed.get(name);
        return found == null ? Template.NO_FETCHER_FOUND : element(found);
    }

    private boolean isFilled() {
        return parts().hasNext();
    }

    private @Nullable JsonNode parsed() {
        if (!isParsed) {
            isParsed = true;
            node = parse(text);
        }
        return node;
    }

    /** The list or object that a text holds; null where it holds something else. */
    private static @Nullable JsonNode parse(String text) {
        String stripped = text.stripLeading();
        if (!stripped.startsWith("[") && !stripped.startsWith("{")) {
            return null;
        }
        try {
            requireFew(stripped);
            return JSON.readTree(stripped);
        } catch (JsonEOFException cut) {
            return stripped.startsWith("[") ? wholeElements(stripped) : null;
        } catch (JsonProcessingException other) {
            return null;
        } catch (IOException e) {
            throw new IllegalStateException("text is not read from anywhere", e);
        }
    }

    /** Passes over all of a text, so that no tree is made of what is none, or too large a one. */
    private static void requireFew(String text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            int values = 0;
            int depth = 0;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (values > 0 && depth == 0) {
                    throw new JsonParseException(json, "text follows the value");
                }
                values++;
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (values > 2 * MOST_VALUES) {
                    throw new OversizedPromptException(
                            "a field of it is a list of more than %,d values"
                                    .formatted(MOST_VALUES));
                }
            }
        }
    }

    private static ArrayNode wholeElements(String text) {
        ArrayNode whole = JSON.createArrayNode();
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() != null) {
                whole.add(JSON.<JsonNode>readTree(json));
            }
        } catch (IOException end) {
            return whole;
        }
        return whole;
    }
}
