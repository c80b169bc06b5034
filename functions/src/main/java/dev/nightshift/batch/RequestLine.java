package dev.nightshift.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A line of a file of requests, as {@link RequestLines} writes it.
 *
 * @param ordinal of the record that is asked about
 * @param url the path of the endpoint, {@code /v1/responses}
 * @param body the request itself, byte by byte as it stands in the line
 */
public record RequestLine(long ordinal, String url, String body) {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException when it is none of ours
     */
    public static RequestLine read(byte[] bytes, int offset, int length) {
        byte[] line = Arrays.copyOfRange(bytes, offset, offset + length);
        String customId = null;
        String url = null;
        String body = null;
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    switch (name) {
                        case "custom_id" -> customId = json.getText();
                        case "url" -> url = json.getText();
                        case "body" -> body = raw(json, line);
                        default -> json.skipChildren();
                    }
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("a request's line is not JSON", e);
        }
        return of(customId, url, body);
    }

    /** The {@code custom_id} of the request. */
    public String customId() {
        return CustomId.of(ordinal);
    }

    private static RequestLine of(
            @Nullable String customId, @Nullable String url, @Nullable String body) {
        if (customId == null || url == null || body == null) {
            throw new IllegalArgumentException("a request's line lacks its id, url or body");
        }
        long ordinal =
                CustomId.ordinal(customId)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "a request's line has a foreign id"));
        return new RequestLine(ordinal, url, body);
    }

    private static String raw(JsonParser json, byte[] line) throws IOException {
        int begin = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        int end = (int) json.currentLocation().getByteOffset();
        return new String(line, begin, end - begin, StandardCharsets.UTF_8);
    }
}
