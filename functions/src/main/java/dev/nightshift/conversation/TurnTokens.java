package dev.nightshift.conversation;

import dev.nightshift.pricing.Usage;
import dev.nightshift.storage.Item;
import io.micronaut.serde.annotation.Serdeable;

/**
 * Tokens of a turn, or of several.
 *
 * @param sent what was put on the wire, by our count: instructions, schema, prompt, and what was
 *     said before where it was sent again
 * @param resent what would have been sent without a chain: the same with all that was said before
 * @param billed input as OpenAI bills it. A chain does not lower it: OpenAI reads, and bills, what
 *     was said before
 * @param cached the part of {@code billed} that came from OpenAI's cache
 * @param output what the model wrote, reasoning included
 * @param reasoning the part of {@code output} that was reasoning
 */
@Serdeable
record TurnTokens(long sent, long resent, long billed, long cached, long output, long reasoning) {
    static final TurnTokens NONE = new TurnTokens(0, 0, 0, 0, 0, 0);

    TurnTokens negated() {
        return new TurnTokens(-sent, -resent, -billed, -cached, -output, -reasoning);
    }

    TurnTokens plusSent(long tokens) {
        return new TurnTokens(sent + tokens, resent, billed, cached, output, reasoning);
    }

    TurnTokens withResent(long tokens) {
        return new TurnTokens(sent, tokens, billed, cached, output, reasoning);
    }

    TurnTokens plus(Usage usage) {
        return new TurnTokens(
                sent,
                resent,
                billed + usage.inputTokens(),
                cached + usage.cachedInputTokens(),
                output + usage.outputTokens(),
                reasoning + usage.reasoningTokens());
    }

    static TurnTokens read(Item row) {
        return new TurnTokens(
                row.number("sent_tokens"),
                row.number("resent_tokens"),
                row.number("billed_tokens"),
                row.number("cached_tokens"),
                row.number("output_tokens"),
                row.number("reasoning_tokens"));
    }

    /** The same as the values of an expression. */
    Item values(Item values) {
        return values.put(":sent", sent)
                .put(":resent", resent)
                .put(":billed", billed)
                .put(":cached", cached)
                .put(":output", output)
                .put(":reasoning", reasoning);
    }

    /** Sets the attributes of a row to {@link #values}. */
    static final String SET =
            "sent_tokens = :sent, resent_tokens = :resent, billed_tokens = :billed,"
                    + " cached_tokens = :cached, output_tokens = :output,"
                    + " reasoning_tokens = :reasoning";

    /** Adds {@link #values} to the attributes of a row. */
    static final String ADD =
            "sent_tokens :sent, resent_tokens :resent, billed_tokens :billed,"
                    + " cached_tokens :cached, output_tokens :output, reasoning_tokens :reasoning";
}
