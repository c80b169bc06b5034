package dev.nightshift.batch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Walks through JSON of which little is certain. A value that is not of the kind asked for counts
 * as none and is passed over whole.
 */
final class LenientJson {
    private final JsonParser json;

    /** Walks from the token at which {@code json} stands. */
    LenientJson(JsonParser json) {
        this.json = json;
    }

    boolean isObject() {
        return json.currentToken() == JsonToken.START_OBJECT;
    }

    /** Hands over the name of each field; its value is then to be read or passed over. */
    void fields(FieldReader reader) throws IOException {
        if (!isObject()) {
            skip();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            reader.read(name);
        }
    }

    /** Stands at each element of a list in turn; it is then to be read or passed over. */
    void each(ElementReader reader) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            skip();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            reader.read();
        }
    }

    /** A plain value as text; null for null, an object or a list. */
    @Nullable String text() throws IOException {
        JsonToken token = json.currentToken();
        String text =
                token.isScalarValue() && token != JsonToken.VALUE_NULL ? json.getText() : null;
        skip();
        return text;
    }

    /** Whether the value is a text that is not blank, or a list that is not empty; read over. */
    boolean isFilled() throws IOException {
        if (json.currentToken() == JsonToken.START_ARRAY) {
            boolean filled = json.nextToken() != JsonToken.END_ARRAY;
            while (json.currentToken() != JsonToken.END_ARRAY) {
                json.skipChildren();
                json.nextToken();
            }
            return filled;
        }
        String text = text();
        return text != null && !text.isBlank();
    }

    /** A whole number from 0 on; 0 for anything else. */
    long number() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return Math.max(0, json.getLongValue());
        }
        skip();
        return 0;
    }

    /** Passes over the value. */
    void skip() throws IOException {
        json.skipChildren();
    }

    /** Reads a field's value. */
    @FunctionalInterface
    interface FieldReader {
        void read(String name) throws IOException;
    }

    /** Reads an element. */
    @FunctionalInterface
    interface ElementReader {
        void read() throws IOException;
    }
}
