package dev.nightshift.batch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A field of which the model was given only a part. In files it is an element of {@code cut}:
 *
 * <pre>
 * "cut":[{"field":"description","tokens":5000,"kept":3000}]
 * </pre>
 *
 * with {@code "estimated":true} where the text was too long to be counted whole.
 *
 * @param tokens of the whole field
 * @param isEstimated whether that is an estimate
 * @param kept tokens that the model was given; 0 when the field was left out
 */
public record FieldCut(String field, long tokens, boolean isEstimated, long kept) {

    /** The same as people read it. */
    public String described() {
        return "%s cut from %s%,d to %,d tokens"
                .formatted(field, isEstimated ? "about " : "", tokens, kept);
    }

    /** Writes the member {@code cut} of an object. */
    public static void write(List<FieldCut> cuts, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("cut");
        for (FieldCut cut : cuts) {
            json.writeStartObject();
            json.writeStringField("field", cut.field);
            json.writeNumberField("tokens", cut.tokens);
            if (cut.isEstimated) {
                json.writeBooleanField("estimated", true);
            }
            json.writeNumberField("kept", cut.kept);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Reads the array that {@link #write} wrote, at whose beginning the parser stands. */
    static List<FieldCut> read(JsonParser json) throws IOException {
        List<FieldCut> cuts = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            String field = "";
            long tokens = 0;
            boolean isEstimated = false;
            long kept = 0;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "field" -> field = json.getText();
                    case "tokens" -> tokens = json.getLongValue();
                    case "estimated" -> isEstimated = json.getBooleanValue();
                    case "kept" -> kept = json.getLongValue();
                    default -> json.skipChildren();
                }
            }
            cuts.add(new FieldCut(field, tokens, isEstimated, kept));
        }
        return cuts;
    }
}
