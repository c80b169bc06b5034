package dev.nightshift.task;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into the bodies of requests, as OpenAI's API reference has them for {@code
 * /v1/responses} and {@code /v1/chat/completions}. What is the same for all records is made once.
 */
public final class RequestBodies {
    private final Task task;
    private final @Nullable String schema;

    public RequestBodies(Task task) {
        this.task = task;
        this.schema = task.output() == null ? null : task.output().toString();
    }

    /** A record's fields as the model is told of them. */
    public Map<String, String> formed(Map<String, String> record) {
        return task.telling().formed(record);
    }

    /**
     * What the model is told about one record.
     *
     * @param record in the forms that {@link #formed} gives
     * @throws OversizedPromptException when it would be far beyond any limit
     */
    public String prompt(Map<String, String> record) {
        return task.prompt().render(record);
    }

    /** What was said before one record's prompt; empty when its field holds something else. */
    public Optional<History> history(Map<String, String> record) {
        return task.history() == null
                ? Optional.of(History.NONE)
                : History.read(record.getOrDefault(task.history(), ""));
    }

    /** The texts that the model reads before every prompt. */
    public List<String> fixedTexts() {
        List<String> texts = new ArrayList<>(List.of(task.instructions()));
        if (schema != null) {
            texts.addAll(List.of(task.name(), schema));
        }
        examples().forEach(message -> texts.add(message.content()));
        return texts;
    }

    /** How many messages stand in a request without history: the instructions, examples, prompt. */
    public int fixedMessages() {
        return 2 + examples().size();
    }

    private List<History.Message> examples() {
        return task.telling().examples().messages();
    }

    /** Writes the body for one prompt, an object, where the generator stands. */
    public void write(History history, String prompt, Revision revision, JsonGenerator json)
            throws IOException {
        write(history, prompt, revision, null, json);
    }

    /**
     * Writes the body of a request that others can go on from.
     *
     * @param link null for one that OpenAI does not keep; else of {@code /v1/responses} only
     */
    public void write(
            History history,
            String prompt,
            Revision revision,
            @Nullable Link link,
            JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("model", task.deployment());
        switch (task.endpoint()) {
            case RESPONSES -> writeResponse(history, prompt, revision, link, json);
            case CHAT_COMPLETIONS -> writeChat(history, prompt, revision, json);
        }
        Double temperature = task.temperature();
        if (temperature != null) {
            json.writeNumberField("temperature", temperature);
        }
        json.writeEndObject();
    }

    /**
     * That OpenAI keeps the reply.
     *
     * @param previous the reply that this request goes on from, of which OpenAI adds all that was
     *     said up to it; null for none
     */
    public record Link(@Nullable String previous) {}

    private void writeResponse(
            History history,
            String prompt,
            Revision revision,
            @Nullable Link link,
            JsonGenerator json)
            throws IOException {
        json.writeStringField("instructions", task.instructions());
        if (revision.misfit() == null && history.messages().isEmpty() && examples().isEmpty()) {
            json.writeStringField("input", prompt);
        } else {
            json.writeArrayFieldStart("input");
            writeDialogue(history, prompt, revision, json);
            json.writeEndArray();
        }
        json.writeNumberField("max_output_tokens", revision.outputTokens(task.maxOutputTokens()));
        if (task.effort() != null) {
            json.writeObjectFieldStart("reasoning");
            json.writeStringField("effort", task.effort());
            json.writeEndObject();
        }
        if (schema != null) {
            json.writeObjectFieldStart("text");
            json.writeObjectFieldStart("format");
            json.writeStringField("type", "json_schema");
            writeSchema(schema, json);
            json.writeEndObject();
            json.writeEndObject();
        }
        if (link != null && link.previous() != null) {
            json.writeStringField("previous_response_id", link.previous());
        }
        // The answer of a batch comes back in its file; a copy kept by OpenAI would serve nobody.
        json.writeBooleanField("store", link != null);
    }

    private void writeChat(History history, String prompt, Revision revision, JsonGenerator json)
            throws IOException {
        json.writeArrayFieldStart("messages");
        writeMessage("system", task.instructions(), json);
        writeDialogue(history, prompt, revision, json);
        json.writeEndArray();
        json.writeNumberField(
                "max_completion_tokens", revision.outputTokens(task.maxOutputTokens()));
        if (task.effort() != null) {
            json.writeStringField("reasoning_effort", task.effort());
        }
        if (schema != null) {
            json.writeObjectFieldStart("response_format");
            json.writeStringField("type", "json_schema");
            json.writeObjectFieldStart("json_schema");
            writeSchema(schema, json);
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    private void writeSchema(String schema, JsonGenerator json) throws IOException {
        json.writeStringField("name", task.name());
        json.writeBooleanField("strict", true);
        json.writeFieldName("schema");
        json.writeRawValue(schema);
    }

    /**
     * The task's examples, what was said before, the question, and after it the reply that does not
     * fit and what is wrong with it.
     */
    private void writeDialogue(
            History history, String prompt, Revision revision, JsonGenerator json)
            throws IOException {
        for (History.Message message : examples()) {
            writeMessage(message.role().wire(), message.content(), json);
        }
        for (History.Message message : history.messages()) {
            writeMessage(message.role().wire(), message.content(), json);
        }
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
