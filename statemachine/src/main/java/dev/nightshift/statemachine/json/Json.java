package dev.nightshift.statemachine.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON text, bytes and trees. A Java null is "absent"; the JSON null is a node. */
public final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                    .build();
    private static final JsonMapper STRICT =
            MAPPER.rebuild().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private Json() {}

    /**
     * Reads one JSON value.
     *
     * @throws IllegalArgumentException when the text is not exactly one JSON value
     */
    public static JsonNode parse(String text) {
        return parse(MAPPER, text);
    }

    /** As {@link #parse(String)}, and refuses an object that names a field twice. */
    public static JsonNode parseStrictly(String text) {
        return parse(STRICT, text);
    }

    /** As {@link #parse(String)}, from UTF-8. */
    public static JsonNode parse(byte[] utf8) {
        try {
            return present(MAPPER.readTree(utf8));
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON: " + firstLine(e), e);
        }
    }

    public static String text(JsonNode json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The compact UTF-8 form of a tree, or of a record. */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads back a record written by {@link #bytes(Object)}. */
    public static <T> T read(byte[] utf8, Class<T> type) {
        try {
            return MAPPER.readValue(utf8, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Maps, lists and boxed values, as expressions take them. */
    public static Object toJava(JsonNode json) {
        return MAPPER.convertValue(json, Object.class);
    }

    private static JsonNode parse(JsonMapper mapper, String text) {
        try {
            return present(mapper.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + firstLine(e), e);
        }
    }

    private static JsonNode present(JsonNode json) {
        if (json.isMissingNode()) {
            throw new IllegalArgumentException("not JSON: empty");
        }
        return json;
    }

    /** Without the excerpt of the source that the exception carries: it may hold contents. */
    private static String firstLine(IOException e) {
        return e instanceof JsonProcessingException json
                ? json.getOriginalMessage()
                : String.valueOf(e.getMessage());
    }
}
