package dev.nightshift.conversation;

import dev.nightshift.record.Origin;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversation, as its row says.
 *
 * @param owner who began it, as callers are called; null for whoever has the stack
 * @param script the name of its script
 * @param subject what it is about, in a line, for lists
 * @param from the record of a job that it is about; null for one that was handed in
 * @param busy the turn that is under way, or waits in a wave; null for none
 * @param lastResponse the reply at OpenAI that the next turn can go on from; null when there is
 *     none
 * @param begun turns that were begun, however they ended
 * @param succeeded those of them whose replies the next turn builds on
 * @param historyTokens tokens of what was said in those, by our count
 * @param cap what it may cost, in US dollars; null for no cap
 * @param committed what it has cost, and what is reserved for the turn that is under way
 * @param completing when the whole workflow was asked for; null when it was not
 * @param completed when that came to its end; null before
 * @param problem why the whole workflow, or some of it, could not be asked; null for nothing
 */
record Conversation(
        ConversationId id,
        @Nullable String owner,
        String script,
        String model,
        String subject,
        @Nullable Origin from,
        Instant created,
        @Nullable TurnId busy,
        @Nullable String lastResponse,
        int begun,
        int succeeded,
        long historyTokens,
        Spending spending,
        @Nullable BigDecimal cap,
        BigDecimal committed,
        @Nullable Instant completing,
        @Nullable Instant completed,
        @Nullable String problem) {}
