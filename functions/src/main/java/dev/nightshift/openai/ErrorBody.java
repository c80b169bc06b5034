package dev.nightshift.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code {"error":{"message","type","param","code"}}} from whatever came in its place. A body
 * that is cut off gives what came before the cut, and nothing behind the error is read.
 */
final class ErrorBody {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST_DETAIL = 500;
    private static final int LONGEST_WORD = 100;

    private ErrorBody() {}

    static OpenAiError read(int status, @Nullable String requestId, byte[] body) {
        Map<String, String> told = new HashMap<>();
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                find(parser, told);
            }
        } catch (IOException | RuntimeException notJsonFromHere) {
            // What was read until here is all there is to know.
        }
        return new OpenAiError(
                status,
                word(told.get("code")),
                word(told.get("type")),
                word(told.get("param")),
                detail(told.get("message")),
                word(requestId));
    }

    private static void find(JsonParser parser, Map<String, String> told) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isError = "error".equals(parser.currentName());
            JsonToken value = parser.nextToken();
            if (isError && value == JsonToken.START_OBJECT) {
                readFields(parser, told);
                return;
            }
            if (isError && value == JsonToken.VALUE_STRING) {
                told.put("message", parser.getText());
                return;
            }
            parser.skipChildren();
        }
    }

    private static void readFields(JsonParser parser, Map<String, String> told) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                told.putIfAbsent(name, parser.getText());
            }
            parser.skipChildren();
        }
    }

    /** A word that may stand in a log: no blanks, no control characters, not long. */
    private static @Nullable String word(@Nullable String text) {
        return text != null
                        && !text.isEmpty()
                        && text.length() <= LONGEST_WORD
                        && text.chars().allMatch(c -> c > ' ' && c < 127)
                ? text
                : null;
    }

    private static @Nullable String detail(@Nullable String text) {
        String detail = Text.orNull(text);
        return detail == null || detail.length() <= LONGEST_DETAIL
                ? detail
                : detail.substring(0, LONGEST_DETAIL);
    }
}
