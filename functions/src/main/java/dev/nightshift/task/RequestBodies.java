package dev.nightshift.task;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Turns records into the bodies of requests, as OpenAI's API reference has them for {@code
 * /v1/responses} and {@code /v1/chat/completions}. What is the same for all records is made once.
 */
public final class RequestBodies {
    private final Task task;
    private final String schema;

    public RequestBodies(Task task) {
        this.task = task;
        this.schema = task.output().toString();
    }

    /** What the model is told about one record. */
    public String prompt(Map<String, String> record) {
        return task.prompt().render(record);
    }

    /** The texts that the model reads before every prompt. */
    public List<String> fixedTexts() {
        return List.of(task.instructions(), task.name(), schema);
    }

    /** Writes the body for one prompt, an object, where the generator stands. */
    public void write(String prompt, Revision revision, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("model", task.model());
        switch (task.endpoint()) {
            case RESPONSES -> writeResponse(prompt, revision, json);
            case CHAT_COMPLETIONS -> writeChat(prompt, revision, json);
        }
        Double temperature = task.temperature();
        if (temperature != null) {
            json.writeNumberField("temperature", temperature);
        }
        json.writeEndObject();
    }

    private void writeResponse(String prompt, Revision revision, JsonGenerator json)
            throws IOException {
        json.writeStringField("instructions", task.instructions());
        if (revision.misfit() == null) {
            json.writeStringField("input", prompt);
        } else {
            json.writeArrayFieldStart("input");
            writeDialogue(prompt, revision, json);
            json.writeEndArray();
        }
        json.writeNumberField("max_output_tokens", revision.outputTokens(task.maxOutputTokens()));
        if (task.effort() != null) {
            json.writeObjectFieldStart("reasoning");
            json.writeStringField("effort", task.effort());
            json.writeEndObject();
        }
        json.writeObjectFieldStart("text");
        json.writeObjectFieldStart("format");
        json.writeStringField("type", "json_schema");
        writeSchema(json);
        json.writeEndObject();
        json.writeEndObject();
        // The answer comes back in the batch's file; a copy kept by OpenAI would serve nobody.
        json.writeBooleanField("store", false);
    }

    private void writeChat(String prompt, Revision revision, JsonGenerator json)
            throws IOException {
        json.writeArrayFieldStart("messages");
        writeMessage("system", task.instructions(), json);
        writeDialogue(prompt, revision, json);
        json.writeEndArray();
        json.writeNumberField(
                "max_completion_tokens", revision.outputTokens(task.maxOutputTokens()));
        if (task.effort() != null) {
            json.writeStringField("reasoning_effort", task.effort());
        }
        json.writeObjectFieldStart("response_format");
        json.writeStringField("type", "json_schema");
        json.writeObjectFieldStart("json_schema");
        writeSchema(json);
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeSchema(JsonGenerator json) throws IOException {
        json.writeStringField("name", task.name());
        json.writeBooleanField("strict", true);
        json.writeFieldName("schema");
        json.writeRawValue(schema);
    }

    /** The question, and after it the reply that does not fit and what is wrong with it. */
    private static void writeDialogue(String prompt, Revision revision, JsonGenerator json)
            throws IOException {
        writeMessage("user", prompt, json);
        Revision.Misfit misfit = revision.misfit();
        if (misfit != null) {
            writeMessage("assistant", misfit.reply(), json);
            writeMessage("user", misfit.request(), json);
        }
    }

    private static void writeMessage(String role, String content, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("role", role);
        json.writeStringField("content", content);
        json.writeEndObject();
    }
}
