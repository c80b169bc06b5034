package dev.nightshift.statemachine.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** JSON text, bytes and trees. A Java null is "absent"; the JSON null is a node. */
public final class Json {
    /** How deep foreign JSON, and what a state makes of it, may be nested. */
    public static final int MAX_NESTING = 500;

    /** Rows nest a value in values of their own, so they have room to spare. */
    private static final int ROW_NESTING = 4 * MAX_NESTING;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(nesting(ROW_NESTING))
                                    .streamWriteConstraints(
                                            StreamWriteConstraints.builder()
                                                    .maxNestingDepth(ROW_NESTING)
                                                    .build())
                                    .build())
                    .addModule(new JavaTimeModule())
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                    .build();
    private static final JsonMapper FOREIGN =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(nesting(MAX_NESTING))
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();
    private static final JsonMapper STRICT =
            FOREIGN.rebuild().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private Json() {}

    private static StreamReadConstraints nesting(int levels) {
        return StreamReadConstraints.builder().maxNestingDepth(levels).build();
    }

    /**
     * Reads one JSON value.
     *
     * @throws IllegalArgumentException when the text is not exactly one JSON value, or one that is
     *     nested deeper than {@link #MAX_NESTING}
     */
    public static JsonNode parse(String text) {
        return parse(FOREIGN, text);
    }

    /** As {@link #parse(String)}, and refuses an object that names a field twice. */
    public static JsonNode parseStrictly(String text) {
        return parse(STRICT, text);
    }

    /** As {@link #parse(String)}, from UTF-8. */
    public static JsonNode parse(byte[] utf8) {
        try {
            return present(FOREIGN.readTree(utf8));
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON: " + firstLine(e), e);
        }
    }

    /** The compact form of a tree, or of a record. */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * As {@link #text}, in UTF-8. Half a surrogate pair, which JSON's escapes can say and UTF-8
     * cannot, becomes a question mark.
     */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            return text(value).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Whether arrays and objects stand in one another deeper than so many levels. */
    public static boolean isDeeperThan(int levels, JsonNode json) {
        if (levels == 0) {
            return json.isContainerNode();
        }
        for (JsonNode child : json) {
            if (isDeeperThan(levels - 1, child)) {
                return true;
            }
        }
        return false;
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
