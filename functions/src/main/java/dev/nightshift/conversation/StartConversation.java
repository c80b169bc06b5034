package dev.nightshift.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.record.Origin;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Begins conversations. */
@Singleton
final class StartConversation {
    /** The field of the first prompt that holds what a job found out about the record. */
    static final String BATCH_RESULT = "batch_result";

    private static final int LONGEST_SUBJECT = 120;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Conversations conversations;
    private final KeptTexts texts;
    private final InstantSource clock;

    StartConversation(Conversations conversations, KeptTexts texts, InstantSource clock) {
        this.conversations = conversations;
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * What a conversation is to be about.
     *
     * @param fields the record
     * @param from the record of a job that it is; null for none
     * @param result what that job found out about it, as JSON; null for nothing
     */
    record Subject(Map<String, String> fields, @Nullable Origin from, @Nullable String result) {
        Subject {
            fields = Map.copyOf(fields);
        }
    }

    /** A conversation that was begun, and its first turn, which is to be asked. */
    record Started(Conversation conversation, Turn first) {}

    Started start(Script script, String model, Subject subject) {
        ConversationId id = ConversationId.create();
        TurnId turnId = new TurnId(script.first());
        Map<String, String> told = new LinkedHashMap<>(subject.fields());
        if (subject.result() != null) {
            told.put(BATCH_RESULT, subject.result());
        }
        TurnKind kind = script.firstKind().withModel(model);
        String prompt = kind.task().prompt().render(told);
        Turn first =
                new Turn(
                        turnId,
                        1,
                        kind.name(),
                        Map.of(),
                        TurnStatus.ASKING,
                        null,
                        null,
                        texts.keep(id, "turns/" + turnId + "/prompt", prompt),
                        Dialogue.tokens(model, prompt),
                        null,
                        null,
                        null,
                        Spending.NOTHING,
                        List.of(),
                        null,
                        clock.instant(),
                        null,
                        null);
        Conversation conversation =
                new Conversation(
                        id,
                        script.name(),
                        model,
                        name(kind, subject.fields()),
                        subject.from(),
                        clock.instant(),
                        turnId,
                        null,
                        1,
                        0,
                        0,
                        Spending.NOTHING,
                        null,
                        null);
        conversations.create(conversation, texts.keep(id, "record", json(subject.fields())), first);
        return new Started(conversation, first);
    }

    /** The first field that the script needs, in a line. */
    private static String name(TurnKind kind, Map<String, String> fields) {
        String text =
                kind.task().requires().isEmpty()
                        ? ""
                        : fields.getOrDefault(kind.task().requires().getFirst(), "");
        String line = text.strip().replaceAll("\\s+", " ");
        int end =
                line.offsetByCodePoints(
                        0, Math.min(LONGEST_SUBJECT, line.codePointCount(0, line.length())));
        return line.substring(0, end);
    }

    private static String json(Map<String, String> fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written as JSON", e);
        }
    }
}
