package dev.nightshift.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.conversation.Turn.Hold;
import dev.nightshift.conversation.Turn.Lease;
import dev.nightshift.conversation.Turn.Misfit;
import dev.nightshift.record.Origin;
import dev.nightshift.storage.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Conversations and turns as the attributes of the rows that {@link Conversations} lists. */
final class ConversationRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ConversationRows() {}

    static Item of(Item keys, Conversation conversation) {
        Origin from = conversation.from();
        Item row =
                keys.put("owner", conversation.owner())
                        .put("script", conversation.script())
                        .put("model", conversation.model())
                        .put("subject", conversation.subject())
                        .put("from_job", from == null ? null : from.job())
                        .put("from_record", from == null ? null : from.id())
                        .put("created", conversation.created())
                        .put("busy_turn", text(conversation.busy()))
                        .put("begun", (long) conversation.begun())
                        .put("succeeded", (long) conversation.succeeded())
                        .put("history_tokens", conversation.historyTokens())
                        .put("cap_usd", conversation.cap())
                        .put("committed_usd", conversation.committed());
        return spending(row, conversation.spending());
    }

    static Conversation conversation(Item row) {
        String job = row.text("from_job");
        String busy = row.text("busy_turn");
        return new Conversation(
                new ConversationId(row.require("pk").substring(Conversations.PREFIX.length())),
                row.text("owner"),
                row.require("script"),
                row.require("model"),
                row.require("subject"),
                job == null ? null : new Origin(job, row.require("from_record")),
                Instant.parse(row.require("created")),
                busy == null ? null : new TurnId(busy),
                row.text("last_response"),
                (int) row.number("begun"),
                (int) row.number("succeeded"),
                row.number("history_tokens"),
                Spending.read(row),
                row.decimal("cap_usd"),
                amount(row, "committed_usd"),
                row.instant("completing"),
                row.instant("completed"),
                row.text("complete_problem"));
    }

    static Item of(Item keys, Turn turn) {
        YearMonth month = turn.hold().month();
        Item row =
                keys.put("turn_number", (long) turn.number())
                        .put("turn_kind", turn.kind())
                        .put("turn_parameters", json(turn.parameters()))
                        .put("turn_status", turn.status().wire())
                        .put("job", turn.job())
                        .put("prompt_tokens", turn.promptTokens())
                        .put("asked", turn.asked())
                        .put("in_month", month == null ? null : month.toString())
                        .put("bound_usd", turn.hold().bound());
        return spending(KeptText.put(row, "prompt", turn.prompt()), turn.spending());
    }

    static Turn turn(Item row) {
        String misfit = row.text("misfit_why");
        KeptText misfitReply = KeptText.read(row, "misfit");
        String owner = row.text("lease_owner");
        String responses = row.text("responses");
        String month = row.text("in_month");
        return new Turn(
                new TurnId(row.require("sk").substring(Conversations.TURN.length())),
                (int) row.number("turn_number"),
                row.require("turn_kind"),
                parameters(row.require("turn_parameters")),
                TurnStatus.of(row.require("turn_status")),
                Via.of(row.text("via")),
                row.text("job"),
                Objects.requireNonNull(KeptText.read(row, "prompt"), "a turn has a prompt"),
                row.number("prompt_tokens"),
                KeptText.read(row, "reply"),
                row.text("outcome_code"),
                row.text("outcome_message"),
                Spending.read(row),
                responses == null ? List.of() : List.of(responses.split(",")),
                misfit == null || misfitReply == null
                        ? null
                        : new Misfit(row.text("misfit_response"), misfitReply, misfit),
                Instant.parse(row.require("asked")),
                row.instant("answered"),
                owner == null ? null : new Lease(owner, Instant.parse(row.require("lease_until"))),
                new Hold(
                        month == null ? null : YearMonth.parse(month),
                        row.decimal("bound_usd"),
                        amount(row, "counted_usd")),
                (int) Math.max(1, row.number("limit_factor")));
    }

    private static BigDecimal amount(Item row, String name) {
        return Objects.requireNonNullElse(row.decimal(name), BigDecimal.ZERO);
    }

    /** The ids of replies as one attribute; null for none. */
    static @Nullable String joined(List<String> responses) {
        return responses.isEmpty() ? null : String.join(",", responses);
    }

    private static Item spending(Item row, Spending spending) {
        TurnTokens tokens = spending.tokens();
        return row.put("sent_tokens", tokens.sent())
                .put("resent_tokens", tokens.resent())
                .put("billed_tokens", tokens.billed())
                .put("cached_tokens", tokens.cached())
                .put("output_tokens", tokens.output())
                .put("reasoning_tokens", tokens.reasoning())
                .put("cost_usd", spending.cost())
                .put("unpriced", spending.unpriced())
                .put("uncertain", spending.uncertain());
    }

    private static @Nullable String text(@Nullable TurnId turn) {
        return turn == null ? null : turn.value();
    }

    private static String json(Map<String, String> parameters) {
        try {
            return JSON.writeValueAsString(parameters);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written as JSON", e);
        }
    }

    private static Map<String, String> parameters(String json) {
        try {
            return JSON.readValue(json, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the parameters of a turn are damaged", e);
        }
    }
}
