package dev.nightshift.conversation;

import dev.nightshift.conversation.Turn.Hold;
import dev.nightshift.storage.Change;
import dev.nightshift.storage.Item;
import dev.nightshift.storage.Table;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Ends turns. */
@Singleton
final class EndTurn {
    private final Table table;
    private final TurnBudget money;
    private final InstantSource clock;

    EndTurn(Table table, TurnBudget money, InstantSource clock) {
        this.table = table;
        this.money = money;
        this.clock = clock;
    }

    /**
     * Ends a turn, makes room for the next and counts what it cost, all in one transaction.
     *
     * @param turn as it was read by whoever asks it, or as it waits
     * @param responses ids of all replies that OpenAI keeps of it
     * @return false when it has ended, another asks it by now, or the conversation is gone
     */
    boolean end(Conversation conversation, Turn turn, TurnEnd end, List<String> responses) {
        return table.commit(
                Stream.concat(
                                Stream.of(
                                        row(conversation.id(), turn, end, responses),
                                        head(conversation.id(), turn, end)),
                                Stream.of(money.settling(conversation, turn, end.spending())))
                        .toArray(Change[]::new));
    }

    private Change row(ConversationId id, Turn turn, TurnEnd end, List<String> responses) {
        Item values =
                end.spending()
                        .values(Item.values())
                        .put(":status", end.status().wire())
                        .put(":before", turn.status().wire())
                        .put(":now", clock.instant())
                        .put(":counted", turn.hold().settled(end.spending()));
        Sets sets =
                new Sets(
                                "turn_status = :status, answered = :now, counted_usd = :counted, "
                                        + Spending.SET,
                                values)
                        .put("via", end.via() == null ? null : end.via().wire())
                        .put("outcome_code", end.code())
                        .put("outcome_message", end.message())
                        .put("responses", ConversationRows.joined(responses))
                        .put("reply", end.reply());
        String held = "attribute_not_exists(lease_owner)";
        if (turn.lease() != null) {
            values.put(":owner", turn.lease().owner());
            held = "lease_owner = :owner";
        }
        return new Change.Update(
                Conversations.pk(id),
                Conversations.sk(turn.id()),
                sets + " REMOVE lease_owner, lease_until",
                "turn_status = :before AND " + held,
                values);
    }

    /** What the end of a turn changes of its conversation. */
    private static Change head(ConversationId id, Turn turn, TurnEnd end) {
        boolean isPart = end.status() == TurnStatus.SUCCEEDED;
        Hold hold = turn.hold();
        BigDecimal more = hold.settled(end.spending()).subtract(hold.counted());
        Item values =
                end.spending()
                        .values(Item.values())
                        .put(":turn", turn.id().value())
                        .put(":response", isPart ? end.response() : null)
                        .put(":parts", isPart ? 1L : 0L)
                        .put(":history", isPart ? turn.promptTokens() + end.tokens() : 0L)
                        .put(":committed", more.subtract(hold.reserved()));
        String chain =
                !isPart
                        ? "REMOVE busy_turn"
                        : end.response() == null
                                ? "REMOVE busy_turn, last_response"
                                : "SET last_response = :response REMOVE busy_turn";
        return new Change.Update(
                Conversations.pk(id),
                Conversations.SK,
                chain
                        + " ADD "
                        + Spending.ADD
                        + ", succeeded :parts, history_tokens :history, committed_usd :committed",
                "busy_turn = :turn",
                values);
    }
}
