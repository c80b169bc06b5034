package dev.nightshift.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.nightshift.record.SourceRecord;
import dev.nightshift.task.History;
import dev.nightshift.task.RequestBodies;
import dev.nightshift.task.Revision;
import dev.nightshift.task.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes lines of a batch's file: one compact JSON object each, ended by a line feed, UTF-8 without
 * a byte order mark. OpenAI refuses the whole file for one line that is not so.
 */
public final class RequestLines {
    private static final JsonFactory JSON = new JsonFactory();

    private final RequestBodies bodies;
    private final String endpoint;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(8192);

    public RequestLines(Task task) {
        this.bodies = new RequestBodies(task);
        this.endpoint = task.endpoint().path();
    }

    /** The first line for a record as it is, its line feed included. */
    public byte[] line(SourceRecord record) throws IOException {
        Map<String, String> formed = bodies.formed(record.fields());
        History history = bodies.history(formed).orElse(History.NONE);
        return line(record.ordinal(), history, bodies.prompt(formed), Revision.NONE);
    }

    /** The line for a record of which the model is told so, its line feed included. */
    byte[] line(long ordinal, History history, String prompt, Revision revision)
            throws IOException {
        line.reset();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("custom_id", CustomId.of(ordinal));
            json.writeStringField("method", "POST");
            json.writeStringField("url", endpoint);
            json.writeFieldName("body");
            bodies.write(history, prompt, revision, json);
            json.writeEndObject();
        }
        line.writeBytes("\n".getBytes(StandardCharsets.US_ASCII));
        return line.toByteArray();
    }
}
