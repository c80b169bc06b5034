package dev.nightshift.conversation;

import dev.nightshift.conversation.Turn.Hold;
import dev.nightshift.conversation.Turn.Lease;
import dev.nightshift.conversation.Turn.Misfit;
import dev.nightshift.storage.Change;
import dev.nightshift.storage.Item;
import dev.nightshift.storage.Table;
import dev.nightshift.storage.Timestamps;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.YearMonth;
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
 * history_tokens, sent_tokens … cost_usd, unpriced, uncertain, cap_usd, committed_usd, completing, completed,
 * complete_problem, complete_failures, expires
 *
 * pk CONVERSATION#{id}  sk RECORD
 * record | record_key, expires
 *
 * pk CONVERSATION#{id}  sk TURN#{turn}
 * turn_number, turn_kind, turn_parameters, turn_status, via, job, prompt, prompt_tokens, reply, outcome_code,
 * outcome_message, sent_tokens … uncertain, responses, misfit, misfit_response, misfit_why, asked, answered,
 * limit_factor, lease_owner, lease_until, in_month, bound_usd, counted_usd, expires
 *
 * pk CONVERSATION#{id}  sk DELETED    in place of the first, until the rest is gone
 *
 * pk START#{hash}  sk CONVERSATION    for a start that may be repeated
 * conversation_id, content_hash, expires
 * </pre>
 *
 * At most one turn of a conversation is under way: {@code busy_turn} names it from the transaction
 * that writes its row to the one that ends it, see {@link EndTurn}. A lease says who asks it. All
 * rows of a conversation expire together.
 */
@Singleton
final class Conversations {
    static final String PREFIX = "CONVERSATION#";
    static final String TURN = "TURN#";
    static final String SK = "CONVERSATION";
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
     * @param more what else changes
     * @return false when another start was faster
     */
    boolean create(
            Conversation conversation,
            KeptText record,
            Turn first,
            @Nullable Start start,
            @Nullable Before before,
            Change... more) {
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
        return commit(more, changes.toArray(Change[]::new));
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
     * @param more what else changes
     * @return false when something came between, or another turn is under way, or the turn is there
     */
    boolean begin(Conversation conversation, Turn turn, Change... more) {
        return commit(
                more,
                new Change.Update(
                        pk(conversation.id()),
                        SK,
                        "SET busy_turn = :turn, begun = begun + :one ADD committed_usd :bound",
                        "attribute_not_exists(busy_turn) AND begun = :begun",
                        Item.values()
                                .put(":turn", turn.id().value())
                                .put(":one", 1L)
                                .put(":bound", turn.hold().reserved())
                                .put(":begun", (long) conversation.begun())),
                Change.putNew(row(conversation, turn)));
    }

    /**
     * Has a turn that failed asked once more, as the newest; false when something came between, or
     * another is under way. What it came to is counted again at its end.
     *
     * @param hold what is reserved for it now
     * @param more what else changes
     */
    boolean reopen(Conversation conversation, Turn failed, Hold hold, Change... more) {
        YearMonth month = hold.month();
        Item values =
                Item.values()
                        .put(":asking", TurnStatus.ASKING.wire())
                        .put(":failed", TurnStatus.FAILED.wire())
                        .put(":number", conversation.begun() + 1L)
                        .put(":bound", hold.reserved());
        Sets sets =
                new Sets("turn_status = :asking, turn_number = :number, bound_usd = :bound", values)
                        .put("in_month", month == null ? null : month.toString());
        return commit(
                more,
                new Change.Update(
                        pk(conversation.id()),
                        SK,
                        "SET busy_turn = :turn, begun = begun + :one ADD committed_usd :bound, "
                                + Spending.ADD,
                        "attribute_not_exists(busy_turn) AND begun = :begun",
                        failed.spending()
                                .negated()
                                .values(
                                        Item.values()
                                                .put(":turn", failed.id().value())
                                                .put(":one", 1L)
                                                .put(":bound", hold.reserved())
                                                .put(":begun", (long) conversation.begun()))),
                new Change.Update(
                        pk(conversation.id()),
                        sk(failed.id()),
                        sets
                                + " REMOVE outcome_code, outcome_message, answered, job,"
                                + " lease_owner, lease_until",
                        "turn_status = :failed",
                        values));
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
     * Notes a reply after which the turn is asked once more, before that is paid for; false when
     * the lease is lost.
     *
     * @param turn as it stood when the lease was taken
     * @param misfit what is to be mended; null for nothing
     */
    boolean heard(
            ConversationId id,
            Turn turn,
            int limitFactor,
            @Nullable Misfit misfit,
            List<String> responses,
            Spending spending) {
        Lease lease = Objects.requireNonNull(turn.lease(), "a turn that is asked has a lease");
        Item values =
                spending.values(Item.values())
                        .put(":owner", lease.owner())
                        .put(":factor", (long) limitFactor);
        Sets sets =
                new Sets(Spending.SET + ", limit_factor = :factor", values)
                        .put("responses", ConversationRows.joined(responses));
        if (misfit != null) {
            sets.put("misfit_why", misfit.why())
                    .put("misfit_response", misfit.response())
                    .put("misfit", misfit.reply());
        }
        return table.update(pk(id), sk(turn.id()), sets.toString(), "lease_owner = :owner", values);
    }

    /** Notes that the whole workflow is wanted; false when the conversation is gone. */
    boolean completing(ConversationId id, Instant now) {
        return table.update(
                pk(id),
                SK,
                "SET completing = :now REMOVE completed, complete_problem, complete_failures",
                "attribute_exists(pk)",
                Item.values().put(":now", now));
    }

    /**
     * Notes that the whole workflow came to its end; without effect when that is noted.
     *
     * @param problem why some of it was not asked; null when all was
     */
    void completed(ConversationId id, @Nullable String problem, Instant now) {
        Item values = Item.values().put(":now", now);
        Sets sets = new Sets("completed = :now", values).put("complete_problem", problem);
        table.update(
                pk(id),
                SK,
                sets + (problem == null ? " REMOVE complete_problem" : ""),
                "attribute_exists(completing) AND attribute_not_exists(completed)",
                values);
    }

    /** Notes why an attempt at the whole workflow broke off; how many have by now. */
    long brokeOff(ConversationId id, String problem) {
        return table.updated(
                        pk(id),
                        SK,
                        "SET complete_problem = :problem ADD complete_failures :one",
                        "attribute_exists(completing) AND attribute_not_exists(completed)",
                        Item.values().put(":problem", problem).put(":one", 1L))
                .map(row -> row.number("complete_failures"))
                .orElse(0L);
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

    private boolean commit(Change[] more, Change... changes) {
        return table.commit(
                Stream.concat(Stream.of(changes), Stream.of(more)).toArray(Change[]::new));
    }

    private Item row(Conversation conversation, Turn turn) {
        return expiring(
                ConversationRows.of(Item.of(pk(conversation.id()), sk(turn.id())), turn),
                conversation);
    }

    private Item expiring(Item row, Conversation conversation) {
        return row.put("expires", table.expiry(conversation.created()));
    }

    static String pk(ConversationId id) {
        return PREFIX + id;
    }

    static String sk(TurnId turn) {
        return TURN + turn;
    }
}
