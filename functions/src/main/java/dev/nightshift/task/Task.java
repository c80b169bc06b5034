package dev.nightshift.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.reading.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The recipe for one kind of work.
 *
 * @param name what users call it: lower-case letters, digits, {@code _} and {@code -}
 * @param version raised whenever a change may change results
 * @param purpose one line for lists
 * @param deployment what the provider calls the model
 * @param effort how much the model reasons; null leaves it to the model
 * @param temperature null where the model takes none, or is left to its own
 * @param maxOutputTokens reasoning included; at least 1
 * @param maxInputTokens of one request, everything included; null leaves it to the model's window
 * @param cut fields that may be cut to keep to that, the first to be cut first; empty for all, the
 *     longest first
 * @param endpoint which of OpenAI's APIs answers
 * @param instructions what the model is told before every record
 * @param prompt the template of what it is told about one record
 * @param history the field that holds what was said before, as {@link History} reads it; null for a
 *     task without a past
 * @param reading how records are made of an input's rows
 * @param telling how the model is told of records, beside the prompt
 * @param requires fields without which a record is left out
 * @param output the JSON Schema of the reply; null where the reply is free text
 * @param replies what becomes of the replies
 * @param source the file as it was read, so that a job can keep it
 */
public record Task(
        String name,
        int version,
        String purpose,
        String model,
        String deployment,
        @Nullable String effort,
        @Nullable Double temperature,
        int maxOutputTokens,
        @Nullable Integer maxInputTokens,
        List<String> cut,
        Endpoint endpoint,
        String instructions,
        PromptTemplate prompt,
        @Nullable String history,
        Reading reading,
        Telling telling,
        List<String> requires,
        @Nullable JsonNode output,
        Replies replies,
        String source) {

    public Task {
        cut = List.copyOf(cut);
        requires = List.copyOf(requires);
    }

    /** The same task for another model. */
    public Task withModel(String other) {
        return Tasks.kept(TaskParser.replaceModel(source, other), name);
    }

    /** The same task, sent to another endpoint under another name of its model. */
    public Task sentTo(Endpoint other, String name) {
        return new Task(
                this.name,
                version,
                purpose,
                model,
                name,
                effort,
                temperature,
                maxOutputTokens,
                maxInputTokens,
                cut,
                other,
                instructions,
                prompt,
                history,
                reading,
                telling,
                requires,
                output,
                replies,
                source);
    }

    /** Name and version, as in {@code qualify@1}. */
    public String reference() {
        return name + "@" + version;
    }
}
