package dev.nightshift.batch;

import dev.nightshift.pricing.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of a batch's output or error file, understood as far as it can be. */
public sealed interface ResultLine {

    /**
     * A line that answers a request.
     *
     * @param customId as OpenAI gave it back
     * @param statusCode the HTTP status inside the line; 0 when the request was never executed
     * @param texts the texts of the reply's messages, in order; empty when it holds none
     * @param refusal why the model refused; null when it did not
     * @param finish how the reply ended, by OpenAI's word ({@code stop}, {@code length}, {@code
     *     content_filter}, {@code completed}, {@code incomplete}, …); null when not said
     * @param incompleteReason why a reply is incomplete, by OpenAI's word; null when it is not
     * @param error what went wrong; null when nothing did
     * @param model the model that answered; null when not said
     * @param usage what is billed; zero when not said
     */
    record Reply(
            String customId,
            int statusCode,
            List<String> texts,
            @Nullable String refusal,
            @Nullable String finish,
            @Nullable String incompleteReason,
            @Nullable LineError error,
            @Nullable String model,
            Usage usage)
            implements ResultLine {
        public Reply {
            texts = List.copyOf(texts);
        }
    }

    /** A line that cannot be led back to a request. */
    record Garbage(String why) implements ResultLine {}

    /** An error inside a line. Code and message are OpenAI's; null when not said. */
    record LineError(@Nullable String code, @Nullable String message) {}
}
