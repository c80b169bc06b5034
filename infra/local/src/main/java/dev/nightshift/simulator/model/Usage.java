package dev.nightshift.simulator.model;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Tokens read and written.
 *
 * @param cached part of {@code input}
 * @param output includes {@code reasoning}
 */
public record Usage(long input, long cached, long output, long reasoning) {
    public static final Usage NONE = new Usage(0, 0, 0, 0);

    public Usage {
        if (input < 0 || cached < 0 || cached > input || reasoning < 0 || reasoning > output) {
            throw new IllegalArgumentException(
                    "%d tokens in, %d of them cached, %d out, %d of them thought"
                            .formatted(input, cached, output, reasoning));
        }
    }

    public Usage plus(Usage other) {
        return new Usage(
                input + other.input,
                cached + other.cached,
                output + other.output,
                reasoning + other.reasoning);
    }

    /** Writes it with the names that batches and responses use. */
    public void writeTo(ObjectNode owner) {
        ObjectNode usage = owner.putObject("usage").put("input_tokens", input);
        usage.putObject("input_tokens_details").put("cached_tokens", cached);
        usage.put("output_tokens", output)
                .putObject("output_tokens_details")
                .put("reasoning_tokens", reasoning);
        usage.put("total_tokens", input + output);
    }

    /** Writes it with the names of chat completions. */
    void writeToChat(ObjectNode owner) {
        ObjectNode usage =
                owner.putObject("usage")
                        .put("prompt_tokens", input)
                        .put("completion_tokens", output)
                        .put("total_tokens", input + output);
        usage.putObject("prompt_tokens_details").put("cached_tokens", cached);
        usage.putObject("completion_tokens_details").put("reasoning_tokens", reasoning);
    }
}
