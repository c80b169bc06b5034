package dev.nightshift.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the file that {@link RecordLines} writes. */
public final class RecordLineReader implements AutoCloseable {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private final JsonParser json;
    private final List<String> columns = new ArrayList<>();
    private boolean hasOthers;

    /** Reads the first line; the stream is closed with the reader. */
    public RecordLineReader(InputStream in) throws IOException {
        json = JSON.createParser(in);
        json.nextToken();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            json.nextToken();
            if (json.currentName().equals("others")) {
                hasOthers = json.getBooleanValue();
                continue;
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                columns.add(json.getText());
            }
        }
    }

    /** The input's columns, in order. */
    public List<String> columns() {
        return List.copyOf(columns);
    }

    /** Whether rows may have fields that are no columns. */
    public boolean hasOthers() {
        return hasOthers;
    }

    /** The next row; null at the end. */
    public @Nullable RecordLine next() throws IOException {
        if (json.nextToken() == null) {
            return null;
        }
        long ordinal = -1;
        long line = -1;
        String id = "";
        String skip = null;
        String message = null;
        List<FieldCut> cuts = List.of();
        ContentHash hash = null;
        boolean reused = false;
        Long equalTo = null;
        Map<String, String> fields = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "ordinal" -> ordinal = json.getLongValue();
                case "line" -> line = json.getLongValue();
                case "id" -> id = json.getText();
                case "skip" -> skip = json.getText();
                case "message" -> message = json.getText();
                case "cut" -> cuts = FieldCut.read(json);
                case "work" -> hash = ContentHash.parse(json.getText());
                case "reused" -> reused = json.getBooleanValue();
                case "equal_to" -> equalTo = json.getLongValue();
                case "fields" -> readFields(fields);
                default -> json.skipChildren();
            }
        }
        Work work = hash == null ? null : new Work(hash, reused, equalTo);
        return new RecordLine(ordinal, line, id, skip, message, fields, cuts, work);
    }

    @Override
    public void close() throws IOException {
        json.close();
    }

    private void readFields(Map<String, String> fields) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            fields.put(name, json.getText());
        }
    }

    /**
     * A row of the input.
     *
     * @param skip why it was left out, as {@link dev.nightshift.record.SkipReason#wire()}; null
     *     when it was sent
     * @param message the same for a person; null when it was sent
     * @param cuts what of the fields was kept from the model
     * @param work what it asks; null when it was left out, or an earlier version wrote it
     */
    public record RecordLine(
            long ordinal,
            long line,
            String id,
            @Nullable String skip,
            @Nullable String message,
            Map<String, String> fields,
            List<FieldCut> cuts,
            @Nullable Work work) {

        /** Whether the batch's first file of requests holds one for it. */
        public boolean isSent() {
            return skip == null && (work == null || work.isSent());
        }

        /** The ordinal of the row that asked the same first; null for none. */
        public @Nullable Long equalTo() {
            return work == null ? null : work.equalTo();
        }
    }
}
