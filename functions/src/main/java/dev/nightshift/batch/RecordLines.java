package dev.nightshift.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.nightshift.record.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the file of a batch's rows, which its results are joined to.
 *
 * <pre>
 * {"columns":["id","title"]}
 * {"ordinal":0,"line":2,"id":"p-1","work":"9f86d081…","fields":{"id":"p-1","title":"…"}}
 * {"ordinal":1,"line":3,"id":"p-2","work":"60303ae2…","cut":[{"field":"title","tokens":5000,"kept":3000}],"fields":{…}}
 * {"ordinal":2,"line":4,"id":"p-1","skip":"duplicate_id","message":"…","fields":{…}}
 * {"ordinal":3,"line":5,"id":"p-3","work":"fd61a03a…","reused":true,"fields":{…}}
 * {"ordinal":4,"line":6,"id":"p-4","work":"9f86d081…","equal_to":0,"fields":{…}}
 * </pre>
 *
 * {@code others} is true in the first line where rows may have fields that are no columns. The
 * fields are as they stand in the input; {@code cut} says what of them the model was not given, see
 * {@link FieldCut}, and {@code work}, {@code reused} and {@code equal_to} are those of {@link
 * Work}. One compact JSON object a line, ended by a line feed, UTF-8. {@link RecordLineReader}
 * reads it.
 */
public final class RecordLines {
    private static final JsonFactory JSON = new JsonFactory();

    private final List<String> columns;
    private final boolean hasOthers;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(8192);

    /**
     * @param columns names of the rows' fields, in order
     * @param hasOthers whether rows may have other fields as well
     */
    public RecordLines(List<String> columns, boolean hasOthers) {
        this.columns = List.copyOf(columns);
        this.hasOthers = hasOthers;
    }

    /** The first line: the input's columns, in order. */
    public byte[] header() throws IOException {
        return line(
                json -> {
                    json.writeArrayFieldStart("columns");
                    for (String column : columns) {
                        json.writeString(column);
                    }
                    json.writeEndArray();
                    if (hasOthers) {
                        json.writeBooleanField("others", true);
                    }
                });
    }

    /** The line of a row of which nothing was cut. */
    public byte[] line(Row row) throws IOException {
        return line(row, List.of(), null);
    }

    /**
     * The line of a row, of what was cut of it, and of what it asks.
     *
     * @param work null for a row that asks nothing
     */
    public byte[] line(Row row, List<FieldCut> cuts, @Nullable Work work) throws IOException {
        return line(
                json -> {
                    json.writeNumberField("ordinal", row.ordinal());
                    json.writeNumberField("line", row.line());
                    switch (row) {
                        case Row.Usable(var record) -> {
                            json.writeStringField("id", record.id());
                            if (work != null) {
                                writeWork(work, json);
                            }
                            if (!cuts.isEmpty()) {
                                FieldCut.write(cuts, json);
                            }
                            writeFields(record.fields(), json);
                        }
                        case Row.Unusable unusable -> {
                            json.writeStringField("id", unusable.id());
                            json.writeStringField("skip", unusable.reason().wire());
                            json.writeStringField("message", unusable.message());
                            writeFields(unusable.fields(), json);
                        }
                    }
                });
    }

    private static void writeWork(Work work, JsonGenerator json) throws IOException {
        json.writeStringField("work", work.hash().toString());
        if (work.isReused()) {
            json.writeBooleanField("reused", true);
        }
        if (work.equalTo() != null) {
            json.writeNumberField("equal_to", work.equalTo());
        }
    }

    private static void writeFields(Map<String, String> fields, JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart("fields");
        for (Map.Entry<String, String> field : fields.entrySet()) {
            json.writeStringField(field.getKey(), field.getValue());
        }
        json.writeEndObject();
    }

    private byte[] line(Content content) throws IOException {
        line.reset();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            content.write(json);
            json.writeEndObject();
        }
        line.write('\n');
        return line.toByteArray();
    }

    @FunctionalInterface
    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }
}
