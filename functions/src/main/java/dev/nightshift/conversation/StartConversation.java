package dev.nightshift.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.conversation.Conversations.Before;
import dev.nightshift.conversation.Conversations.Start;
import dev.nightshift.conversation.Turn.Hold;
import dev.nightshift.record.Origin;
import dev.nightshift.storage.Rounds;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Begins conversations. */
@Singleton
final class StartConversation {
    /** The field of the first prompt that holds what a job found out about the record. */
    static final String BATCH_RESULT = "batch_result";

    private static final int LONGEST_SUBJECT = 120;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Conversations conversations;
    private final TurnBudget money;
    private final KeptTexts texts;
    private final InstantSource clock;

    StartConversation(
            Conversations conversations, TurnBudget money, KeptTexts texts, InstantSource clock) {
        this.conversations = conversations;
        this.money = money;
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * What a conversation is to be about.
     *
     * @param owner who begins it; null for whoever has the stack
     * @param fields the record
     * @param from the record of a job that it is; null for none
     * @param result what that job found out about it, as JSON; null for nothing
     */
    record Subject(
            @Nullable String owner,
            Map<String, String> fields,
            @Nullable Origin from,
            @Nullable String result) {
        Subject {
            fields = Map.copyOf(fields);
        }
    }

    /** What came of a start. */
    sealed interface Started {
        /** The conversation is there; an earlier start with the same key may have begun it. */
        record Begun(ConversationId id, TurnId first) implements Started {}

        /** The key stands for another conversation. */
        record KeyTaken() implements Started {}

        /** It could cost more than may be spent; {@code why} says so in a sentence. */
        record TooDear(String why) implements Started {}
    }

    /**
     * Begins a conversation.
     *
     * @param cap what it may cost, in US dollars; null for no cap
     * @param key by which a repeat finds it; null for one of its own each time
     */
    Started start(
            Script script,
            String model,
            Subject subject,
            @Nullable BigDecimal cap,
            @Nullable String key) {
        Start start =
                key == null
                        ? null
                        : new Start(
                                hash("conversation", String.valueOf(subject.owner()), key),
                                hash(
                                        script.name(),
                                        model,
                                        String.valueOf(cap),
                                        String.valueOf(subject.from()),
                                        json(new TreeMap<>(subject.fields()))));
        return Rounds.until(
                "the start of a conversation", () -> attempt(script, model, subject, cap, start));
    }

    private Optional<Started> attempt(
            Script script,
            String model,
            Subject subject,
            @Nullable BigDecimal cap,
            @Nullable Start start) {
        Before before = start == null ? null : conversations.before(start).orElse(null);
        if (start != null && before != null && conversations.find(before.id()).isPresent()) {
            return Optional.of(
                    start.content().equals(before.content())
                            ? new Started.Begun(before.id(), new TurnId(script.first()))
                            : new Started.KeyTaken());
        }
        return begin(script, model, subject, cap, start, before);
    }

    private Optional<Started> begin(
            Script script,
            String model,
            Subject subject,
            @Nullable BigDecimal cap,
            @Nullable Start start,
            @Nullable Before before) {
        ConversationId id = ConversationId.create();
        TurnId turnId = new TurnId(script.first());
        Map<String, String> told = new LinkedHashMap<>(subject.fields());
        if (subject.result() != null) {
            told.put(BATCH_RESULT, subject.result());
        }
        TurnKind kind = script.firstKind().withModel(model);
        String prompt = kind.task().prompt().render(told);
        long tokens = Dialogue.tokens(model, prompt);
        Hold hold = money.hold(kind, tokens, false);
        String tooDear = money.refusal(cap, BigDecimal.ZERO, hold);
        if (tooDear != null) {
            return Optional.of(new Started.TooDear(tooDear));
        }
        Turn first =
                Turn.begun(
                        turnId,
                        1,
                        kind.name(),
                        Map.of(),
                        null,
                        texts.keep(id, "turns/" + turnId + "/prompt", prompt),
                        tokens,
                        hold,
                        clock.instant());
        Conversation conversation =
                new Conversation(
                        id,
                        subject.owner(),
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
                        cap,
                        hold.reserved(),
                        null,
                        null,
                        null);
        KeptText record = texts.keep(id, "record", json(subject.fields()));
        return conversations.create(
                        conversation, record, first, start, before, money.reserving(hold))
                ? Optional.of(new Started.Begun(id, turnId))
                : Optional.empty();
    }

    private static String hash(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
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
