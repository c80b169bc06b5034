package dev.nightshift.conversation;

import dev.nightshift.conversation.ConversationView.Complete;
import dev.nightshift.conversation.ConversationView.From;
import dev.nightshift.record.Origin;
import dev.nightshift.task.Task;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.GenericArgument;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells conversations and turns as the API has them. */
@Singleton
final class Views {
    /** Characters of all texts in one answer, of which Lambda takes 6 MB. */
    private static final int LONGEST = 1_500_000;

    private static final Argument<Map<String, @Nullable Object>> OBJECT =
            new GenericArgument<>() {};

    private final Conversations conversations;
    private final Scripts scripts;
    private final KeptTexts texts;
    private final JsonMapper json;

    Views(Conversations conversations, Scripts scripts, KeptTexts texts, JsonMapper json) {
        this.conversations = conversations;
        this.scripts = scripts;
        this.texts = texts;
        this.json = json;
    }

    /** A conversation in a list. */
    ConversationView brief(Conversation conversation) {
        return view(conversation, null, null, null);
    }

    /** A conversation with all that was said. */
    ConversationView whole(Conversation conversation) throws IOException {
        List<Turn> turns = conversations.turns(conversation.id());
        String record = texts.read(conversations.record(conversation.id()));
        int room = LONGEST - record.length();
        List<TurnView> views = new ArrayList<>();
        // The newest first, so that what is left out is old.
        for (Turn turn : turns.reversed()) {
            TurnView view = turn(conversation, turn, room > 0);
            room -= length(view);
            views.add(room > 0 ? view : turn(conversation, turn, false));
        }
        return view(
                conversation,
                json.readValue(record, Argument.mapOf(String.class, String.class)),
                views.reversed(),
                complete(conversation, turns));
    }

    /** A turn with all that was said. */
    TurnView turn(Conversation conversation, Turn turn) throws IOException {
        return turn(conversation, turn, true);
    }

    private TurnView turn(Conversation conversation, Turn turn, boolean isWhole)
            throws IOException {
        Task task = scripts.kindOf(conversation, turn.kind()).task();
        KeptText kept = turn.reply();
        String reply = isWhole && kept != null ? texts.read(kept) : null;
        boolean isJson =
                reply != null && task.output() != null && turn.status() == TurnStatus.SUCCEEDED;
        return new TurnView(
                turn.id().value(),
                turn.number(),
                turn.kind(),
                turn.parameters(),
                turn.status(),
                turn.via(),
                turn.job(),
                isWhole ? texts.read(turn.prompt()) : null,
                isJson ? json.readValue(reply, OBJECT) : null,
                isJson ? null : reply,
                !isWhole,
                turn.code(),
                turn.message(),
                turn.spending().tokens(),
                turn.spending().cost().toPlainString(),
                turn.spending().unpriced(),
                turn.spending().uncertain(),
                turn.asked(),
                turn.answered());
    }

    private static int length(TurnView turn) {
        return length(turn.prompt())
                + length(turn.text())
                + (turn.result() == null ? 0 : turn.result().toString().length());
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    private ConversationView view(
            Conversation conversation,
            @Nullable Map<String, String> record,
            @Nullable List<TurnView> turns,
            @Nullable Complete complete) {
        Origin from = conversation.from();
        TurnId busy = conversation.busy();
        Spending spending = conversation.spending();
        BigDecimal cap = conversation.cap();
        return new ConversationView(
                conversation.id().value(),
                conversation.script(),
                conversation.model(),
                conversation.subject(),
                from == null ? null : new From(from.job(), from.id()),
                conversation.created(),
                busy == null ? null : busy.value(),
                scripts.of(conversation).following(),
                record,
                turns,
                spending.tokens(),
                spending.cost().toPlainString(),
                spending.unpriced(),
                spending.uncertain(),
                cap == null ? null : cap.toPlainString(),
                complete);
    }

    /** How far the whole workflow is; null when it was not asked for. */
    private @Nullable Complete complete(Conversation conversation, List<Turn> turns) {
        if (conversation.completing() == null) {
            return null;
        }
        Map<String, String> statuses = new LinkedHashMap<>();
        for (String kind : scripts.of(conversation).complete()) {
            statuses.put(
                    kind,
                    turns.stream()
                            .filter(turn -> turn.id().equals(TurnId.ofWorkflow(kind)))
                            .map(turn -> turn.status().wire())
                            .findFirst()
                            .orElse("pending"));
        }
        return new Complete(conversation.completed() != null, statuses, conversation.problem());
    }
}
