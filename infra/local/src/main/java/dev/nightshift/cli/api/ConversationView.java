package dev.nightshift.cli.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as the API tells it.
 *
 * @param subject what it is about, in a line
 * @param underWay the turn that is being answered; null for none
 * @param kinds of turns by which it can be gone on with
 * @param record what it is about; empty in lists
 * @param turns all of them in order; empty in lists
 * @param costUsd of all turns
 * @param unpriced replies that are not in the cost, because the model's price is not known
 * @param uncertain calls that may have been paid and are not in the cost either
 * @param complete how far the whole workflow is; null when nobody asked for it
 */
public record ConversationView(
        String id,
        String model,
        String subject,
        Instant created,
        @Nullable String underWay,
        List<String> kinds,
        Map<String, String> record,
        List<TurnView> turns,
        TurnTokens tokens,
        BigDecimal costUsd,
        long unpriced,
        long uncertain,
        @Nullable Complete complete) {

    public ConversationView {
        kinds = List.copyOf(Objects.requireNonNullElse(kinds, List.of()));
        record = Map.copyOf(Objects.requireNonNullElse(record, Map.of()));
        turns = List.copyOf(Objects.requireNonNullElse(turns, List.of()));
    }

    /**
     * How far the whole workflow is.
     *
     * @param over whether nothing more of it comes
     * @param turns the status of each kind's turn
     * @param problem why some of it could not be asked; null for nothing
     */
    public record Complete(boolean over, Map<String, String> turns, @Nullable String problem) {}

    /**
     * Some conversations, the newest first.
     *
     * @param nextCursor leads on; null at the end
     */
    public record Page(List<ConversationView> conversations, @Nullable String nextCursor) {
        public Page {
            // What is empty is not told.
            conversations = List.copyOf(Objects.requireNonNullElse(conversations, List.of()));
        }
    }
}
