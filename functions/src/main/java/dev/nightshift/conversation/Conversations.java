package dev.nightshift.conversation;

import dev.nightshift.conversation.Turn.Lease;
import dev.nightshift.conversation.Turn.Misfit;
import dev.nightshift.storage.Change;
import dev.nightshift.storage.Item;
import dev.nightshift.storage.Table;
import dev.nightshift.storage.Timestamps;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The conversations' rows.
 *
 * <pre>
 * pk CONVERSATION#{id}  sk CONVERSATION  list CONVERSATIONS  at {created}#{id}
 * owner, script, model, subject, from_job, from_record, created, busy_turn, last_response, begun, succeeded,
 * history_tokens, sent_tokens … cost_usd, unpriced, uncertain, completing, completed, expires
 *
 * pk CONVERSATION#{id}  sk RECORD
 * record | record_key, expires
 *
 * pk CONVERSATION#{id}  sk TURN#{turn}
 * turn_number, turn_kind, turn_parameters, turn_status, via, job, prompt, prompt_tokens, reply, outcome_code,
 * outcome_message, sent_tokens … uncertain, responses, misfit, misfit_response, misfit_why, asked, answered,
 * lease_owner, lease_until, expires
 *
 * pk CONVERSATION#{id}  sk DELETED    in place of the first, until the rest is gone
 *
 * pk START#{hash}  sk CONVERSATION    for a start that may be repeated
 * conversation_id, content_hash, expires
 * </pre>
 *
 * At most one turn of a conversation is under way: {@code busy_turn} names it from the transaction
 * that writes its row to the one that ends it. A lease says who asks it. All rows of a conversation
 * expire together.
 */
@Singleton
final class Conversations {
    static final String PREFIX = "CONVERSATION#";
    static final String TURN = "TURN#";
    private static final String SK = "CONVERSATION";
    private static final String RECORD = "RECORD";
    private static final String DELETED = "DELETED";
    private static final String LIST = "CONVERSATIONS";
    private static final String START = "START#";

    private final Table table;

    Conversations(Table table) {
        this.table = table;
    }

    /**
     * What a start that may be repeated is known by.
     *
     * @param hash of the caller's key
     * @param content hash of what was asked for
     */
    record Start(String hash, String content) {}

    /**
     * What a start led to.
     *
     * @param content hash of what was asked for then
     */
    record Before(ConversationId id, String content) {}

    /** What an earlier start led to, whether that is there still or not. */
    Optional<Before> before(Start start) {
        return table.get(START + start.hash(), SK)
                .map(
                        row ->
                                new Before(
                                        new ConversationId(row.require("conversation_id")),
                                        row.require("content_hash")));
    }

    /**
     * Writes a conversation that begins, with its first turn under way.
     *
     * @param start null for one that is not to be repeated
     * @param before what the start led to, and is gone; null for nothing
     * @return false when another start was faster
     */
    boolean create(
            Conversation conversation,
            KeptText record,
            Turn first,
            @Nullable Start start,
            @Nullable Before before) {
        ConversationId id = conversation.id();
        Item head =
                ConversationRows.of(Item.of(pk(id), SK), conversation)
                        .put("list", LIST)
                        .put("at", at(conversation));
        List<Change> changes = new ArrayList<>();
        changes.add(Change.putNew(expiring(head, conversation)));
        changes.add(
                Change.putNew(
                        expiring(
                                KeptText.put(Item.of(pk(id), RECORD), "record", record),
                                conversation)));
        changes.add(Change.putNew(row(conversation, first)));
        if (start != null) {
            changes.add(
                    new Change.Update(
                            START + start.hash(),
                            SK,
                            "SET conversation_id = :id, content_hash = :content, expires = :expires",
                            before == null
                                    ? "attribute_not_exists(pk)"
                                    : "conversation_id = :before",
                            Item.values()
                                    .put(":id", id.value())
                                    .put(":content", start.content())
                                    .put(":expires", table.expiry(conversation.created()))
                                    .put(":before", before == null ? null : before.id().value())));
        }
        return table.commit(changes.toArray(Change[]::new));
    }

    Optional<Conversation> find(ConversationId id) {
        return table.get(pk(id), SK).map(ConversationRows::conversation);
    }

    /** The record that a conversation is about, as JSON. */
    KeptText record(ConversationId id) {
        Item row = table.get(pk(id), RECORD).orElseThrow();
        return Objects.requireNonNull(KeptText.read(row, "record"));
    }

    Optional<Turn> turn(ConversationId id, TurnId turn) {
        return table.get(pk(id), sk(turn)).map(ConversationRows::turn);
    }

    /** All turns in order, without the texts that lie in the bucket. */
    List<Turn> turns(ConversationId id) {
        return table.query(pk(id), TURN)
                .map(ConversationRows::turn)
                .sorted(Comparator.comparingInt(Turn::number))
                .toList();
    }

    /**
     * The newest conversations, newest first.
     *
     * @param before the {@link #at} of one, for those after it in the list; null for the first
     */
    Stream<Conversation> newest(int limit, @Nullable String before) {
        return table.page(LIST, before, limit).map(ConversationRows::conversation);
    }

    /** Where a conversation stands in the list. */
    static String at(Conversation conversation) {
        return Timestamps.text(conversation.created()) + "#" + conversation.id();
    }

    /**
     * Begins a turn.
     *
     * @param conversation as it was read
     * @return false when something came between, or another turn is under way, or the turn is there
     */
    boolean begin(Conversation conversation, Turn turn) {
        return table.commit(
                new Change.Update(
                        pk(conversation.id()),
                        SK,
                        "SET busy_turn = :turn, begun = begun + :one",
                        "attribute_not_exists(busy_turn) AND begun = :begun",
                        Item.values()
                                .put(":turn", turn.id().value())
                                .put(":one", 1L)
                                .put(":begun", (long) conversation.begun())),
                Change.putNew(row(conversation, turn)));
    }

    /**
     * Has a turn that failed asked once more, as the newest; false when something came between, or
     * another is under way. What it came to is counted again at its end.
     */
    boolean reopen(Conversation conversation, Turn failed) {
        return table.commit(
                new Change.Update(
                        pk(conversation.id()),
                        SK,
                        "SET busy_turn = :turn, begun = begun + :one ADD " + Spending.ADD,
                        "attribute_not_exists(busy_turn) AND begun = :begun",
                        failed.spending()
                                .negated()
                                .values(
                                        Item.values()
                                                .put(":turn", failed.id().value())
                                                .put(":one", 1L)
                                                .put(":begun", (long) conversation.begun()))),
                new Change.Update(
                        pk(conversation.id()),
                        sk(failed.id()),
                        "SET turn_status = :asking, turn_number = :number"
                                + " REMOVE outcome_code, outcome_message, answered, job,"
                                + " lease_owner, lease_until",
                        "turn_status = :failed",
                        Item.values()
                                .put(":asking", TurnStatus.ASKING.wire())
                                .put(":failed", TurnStatus.FAILED.wire())
                                .put(":number", conversation.begun() + 1L)));
    }

    /**
     * Takes the right to ask a turn. Where another had it and let it run out, a call of his may
     * have been paid.
     *
     * @param turn as it was read
     * @return the turn as it stands then; empty when somebody else asks it
     */
    Optional<Turn> lease(ConversationId id, Turn turn, Lease lease) {
        Lease before = turn.lease();
        Item values =
                Item.values()
                        .put(":asking", TurnStatus.ASKING.wire())
                        .put(":owner", lease.owner())
                        .put(":until", lease.until())
                        .put(":calls", before == null ? 0L : 1L);
        String condition = "attribute_not_exists(lease_owner)";
        if (before != null) {
            values.put(":before", before.owner()).put(":ran_out", before.until());
            condition = "lease_owner = :before AND lease_until = :ran_out";
        }
        return table.updated(
                        pk(id),
                        sk(turn.id()),
                        "SET lease_owner = :owner, lease_until = :until,"
                                + " uncertain = uncertain + :calls",
                        "turn_status = :asking AND " + condition,
                        values)
                .map(ConversationRows::turn);
    }

    /** Keeps the right to ask a turn; false when it is lost. */
    boolean renew(ConversationId id, TurnId turn, Lease lease) {
        return table.update(
                pk(id),
                sk(turn),
                "SET lease_until = :until",
                "lease_owner = :owner",
                Item.values().put(":until", lease.until()).put(":owner", lease.owner()));
    }

    /**
     * Notes a reply that does not fit, before its repair is paid for; false when the lease is lost.
     *
     * @param turn as it stood when the lease was taken
     */
    boolean misfit(
            ConversationId id,
            Turn turn,
            Misfit misfit,
            List<String> responses,
            Spending spending) {
        Lease lease = Objects.requireNonNull(turn.lease(), "a turn that is asked has a lease");
        Item values = spending.values(Item.values()).put(":owner", lease.owner());
        List<String> sets = new ArrayList<>();
        sets.add(Spending.SET);
        set(sets, values, "misfit_why", misfit.why());
        set(sets, values, "misfit_response", misfit.response());
        set(sets, values, "responses", ConversationRows.joined(responses));
        setText(sets, values, "misfit", misfit.reply());
        return table.update(
                pk(id),
                sk(turn.id()),
                "SET " + String.join(", ", sets),
                "lease_owner = :owner",
                values);
    }

    /**
     * Ends a turn, and makes room for the next.
     *
     * @param turn as it was read by whoever asks it, or as it waits
     * @param responses ids of all replies that OpenAI keeps of it
     * @return false when it has ended, another asks it by now, or the conversation is gone
     */
    boolean end(ConversationId id, Turn turn, TurnEnd end, List<String> responses, Instant now) {
        Item values =
                end.spending()
                        .values(Item.values())
                        .put(":status", end.status().wire())
                        .put(":before", turn.status().wire())
                        .put(":now", now);
        List<String> sets = new ArrayList<>();
        sets.add("turn_status = :status, answered = :now");
        sets.add(Spending.SET);
        set(sets, values, "via", end.via() == null ? null : end.via().wire());
        set(sets, values, "outcome_code", end.code());
        set(sets, values, "outcome_message", end.message());
        set(sets, values, "responses", ConversationRows.joined(responses));
        setText(sets, values, "reply", end.reply());
        String held = "attribute_not_exists(lease_owner)";
        if (turn.lease() != null) {
            values.put(":owner", turn.lease().owner());
            held = "lease_owner = :owner";
        }
        return table.commit(
                new Change.Update(
                        pk(id),
                        sk(turn.id()),
                        "SET " + String.join(", ", sets) + " REMOVE lease_owner, lease_until",
                        "turn_status = :before AND " + held,
                        values),
                head(id, turn, end));
    }

    /** What the end of a turn changes of its conversation. */
    private static Change head(ConversationId id, Turn turn, TurnEnd end) {
        boolean isPart = end.status() == TurnStatus.SUCCEEDED;
        Item values =
                end.spending()
                        .values(Item.values())
                        .put(":turn", turn.id().value())
                        .put(":response", isPart ? end.response() : null)
                        .put(":parts", isPart ? 1L : 0L)
                        .put(":history", isPart ? turn.promptTokens() + end.tokens() : 0L);
        String chain =
                !isPart
                        ? "REMOVE busy_turn"
                        : end.response() == null
                                ? "REMOVE busy_turn, last_response"
                                : "SET last_response = :response REMOVE busy_turn";
        return new Change.Update(
                pk(id),
                SK,
                chain + " ADD " + Spending.ADD + ", succeeded :parts, history_tokens :history",
                "busy_turn = :turn",
                values);
    }

    /** Notes that the whole workflow is wanted; false when the conversation is gone. */
    boolean completing(ConversationId id, Instant now) {
        return table.update(
                pk(id),
                SK,
                "SET completing = :now REMOVE completed",
                "attribute_exists(pk)",
                Item.values().put(":now", now));
    }

    /** Notes that the whole workflow came to its end; without effect when that is noted. */
    void completed(ConversationId id, Instant now) {
        table.update(
                pk(id),
                SK,
                "SET completed = :now",
                "attribute_exists(completing) AND attribute_not_exists(completed)",
                Item.values().put(":now", now));
    }

    /** Has a conversation vanish; false when there is none, and nothing of one is left. */
    boolean delete(ConversationId id) {
        Optional<Conversation> conversation = find(id);
        if (conversation.isPresent()) {
            table.commit(
                    Change.delete(pk(id), SK),
                    Change.putNew(expiring(Item.of(pk(id), DELETED), conversation.get())));
        }
        return isDeleted(id);
    }

    /** Whether something of a deleted conversation may be left. */
    boolean isDeleted(ConversationId id) {
        return table.get(pk(id), DELETED).isPresent();
    }

    /** Removes the row of one turn of a conversation that is deleted. */
    void forget(ConversationId id, Turn turn) {
        table.delete(pk(id), sk(turn.id()));
    }

    /** Removes what is left of a conversation that is deleted. */
    void forget(ConversationId id) {
        table.delete(pk(id), RECORD);
        table.delete(pk(id), DELETED);
    }

    private Item row(Conversation conversation, Turn turn) {
        return expiring(
                ConversationRows.of(Item.of(pk(conversation.id()), sk(turn.id())), turn),
                conversation);
    }

    private Item expiring(Item row, Conversation conversation) {
        return row.put("expires", table.expiry(conversation.created()));
    }

    private static void set(List<String> sets, Item values, String name, @Nullable String value) {
        if (value != null) {
            sets.add("%s = :%s".formatted(name, name));
            values.put(":" + name, value);
        }
    }

    private static void setText(
            List<String> sets, Item values, String name, @Nullable KeptText text) {
        switch (text) {
            case null -> {}
            case KeptText.Here(String words) -> set(sets, values, name, words);
            case KeptText.There(String key) -> set(sets, values, name + "_key", key);
        }
    }

    private static String pk(ConversationId id) {
        return PREFIX + id;
    }

    private static String sk(TurnId turn) {
        return TURN + turn;
    }
}
