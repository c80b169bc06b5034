package dev.nightshift.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.nightshift.batch.ResultLine.Garbage;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * Reads the lines that a batch gives back, of either endpoint, in one pass without a tree. It takes
 * any order of keys, passes over what it does not know, and never throws for what a line holds.
 */
public final class ResultLineParser {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    /** What a line is. */
    public ResultLine parse(byte[] bytes, int offset, int length) {
        try (JsonParser json = JSON.createParser(bytes, offset, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return new Garbage("the line is not a JSON object");
            }
            return new ReplyReader(new LenientJson(json)).read();
        } catch (IOException e) {
            return new Garbage("the line is not JSON");
        }
    }

    /** What the body of a direct call's answer is, as if it had come in a line. */
    public ResultLine parseBody(String body) {
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return new Garbage("the answer is not a JSON object");
            }
            return new ReplyReader(new LenientJson(json)).readBody();
        } catch (IOException e) {
            return new Garbage("the answer is not JSON");
        }
    }

    /**
     * The ordinal of the record that a line answers, in less time than reading it all; empty when
     * it names none of ours.
     */
    public OptionalLong ordinal(byte[] bytes, int offset, int length) {
        try (JsonParser json = JSON.createParser(bytes, offset, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return OptionalLong.empty();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = json.currentName().equals("custom_id");
                JsonToken value = json.nextToken();
                if (wanted) {
                    return value == JsonToken.VALUE_STRING
                            ? CustomId.ordinal(json.getText())
                            : OptionalLong.empty();
                }
                json.skipChildren();
            }
            return OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
