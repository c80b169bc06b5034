package dev.nightshift.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON objects as fields. Text is itself; numbers and truth values are as they are written;
 * null is ""; a list or an object is compact JSON. See {@link WholeText}.
 */
final class JsonFields {
    private static final int DEEPEST = 100;
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Records.MAX_CHARACTERS)
                                    .maxNestingDepth(DEEPEST)
                                    .build())
                    .build();

    private final JsonParser json;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final long begin;
    private @Nullable String defect;

    private JsonFields(JsonParser json) {
        this.json = json;
        this.begin = json.currentTokenLocation().getCharOffset();
    }

    static JsonParser parser(Reader in) throws IOException {
        return JSON.createParser(in);
    }

    static JsonParser parser(String text) throws IOException {
        return JSON.createParser(text);
    }

    /** Whether a text is one object, and nothing else. */
    static boolean isObject(String text) {
        try (JsonParser json = parser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            json.skipChildren();
            return json.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Reads the value at which the parser stands, to its end.
     *
     * @param line where it begins
     * @throws JsonProcessingException when it is broken; what it has is lost
     */
    static JsonRow read(JsonParser json, long line) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return new JsonRow(line, Map.of(), "is no JSON object");
        }
        var fields = new JsonFields(json);
        fields.readAll();
        return new JsonRow(line, fields.fields, fields.defect);
    }

    /** What is wrong with JSON, in some words without a line break. */
    static String problem(JsonProcessingException e) {
        String message = e.getOriginalMessage().lines().findFirst().orElse("");
        int end = message.indexOf(": ");
        return (end < 0 ? message : message.substring(0, end))
                .replaceAll("[\\p{Cntrl}\\p{Cs}]", " ");
    }

    private void readAll() throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = WholeText.of(json.currentName());
            JsonToken value = json.nextToken();
            if (defect != null || isTooMuch()) {
                json.skipChildren();
                continue;
            }
            String text = value.isScalarValue() ? scalar(value) : nested();
            if (text.indexOf('\0') >= 0) {
                defect = "holds a NUL character in the field " + Excerpt.of(name);
            } else if (fields.putIfAbsent(name, text) != null) {
                defect = "has the field " + Excerpt.of(name) + " twice";
            }
        }
        isTooMuch();
    }

    private boolean isTooMuch() {
        if (json.currentLocation().getCharOffset() - begin > Records.MAX_CHARACTERS) {
            defect = "is longer than %d characters".formatted(Records.MAX_CHARACTERS);
            fields.clear();
        } else if (fields.size() >= CsvRowParser.MOST_CELLS) {
            defect = "has more than %d fields".formatted(CsvRowParser.MOST_CELLS);
        }
        return defect != null;
    }

    private String scalar(JsonToken value) throws IOException {
        return value == JsonToken.VALUE_NULL ? "" : WholeText.of(json.getText());
    }

    private String nested() throws IOException {
        var text = new StringWriter();
        try (JsonGenerator copy = JSON.createGenerator(text)) {
            int depth = 0;
            do {
                // A record too long is read to its end, and not kept.
                if (!isTooMuch()) {
                    copyToken(copy);
                }
                depth +=
                        json.currentToken().isStructStart()
                                ? 1
                                : json.currentToken().isStructEnd() ? -1 : 0;
            } while (depth > 0 && json.nextToken() != null);
        }
        return WholeText.of(text.toString());
    }

    /** Jackson's own copying reads numbers, and writes others. */
    private void copyToken(JsonGenerator copy) throws IOException {
        if (json.currentToken().isNumeric()) {
            copy.writeNumber(json.getText());
        } else {
            copy.copyCurrentEvent(json);
        }
    }
}
