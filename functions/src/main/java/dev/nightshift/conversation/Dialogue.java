package dev.nightshift.conversation;

import dev.nightshift.task.History;
import dev.nightshift.task.RequestBodies;
import dev.nightshift.tokens.TokenCounter;
import jakarta.inject.Singleton;
import java.util.Set;

/** What was said in a conversation, and how long it is. */
@Singleton
final class Dialogue {
    /** The field of a wave's records that holds it. */
    static final String HISTORY = "history";

    /** The columns of a wave's records beside the parameters of its kind. */
    static final Set<String> COLUMNS = Set.of("id", HISTORY, "problem");

    /** Tokens of a message beside its text (OpenAI's cookbook, "How to count tokens"). */
    private static final int STRUCTURE = 3;

    private final Conversations conversations;
    private final KeptTexts texts;

    Dialogue(Conversations conversations, KeptTexts texts) {
        this.conversations = conversations;
        this.texts = texts;
    }

    /** What the replies to a turn build on: the turns before it that succeeded. */
    History before(ConversationId id, int number) {
        History history = History.NONE;
        for (Turn turn : conversations.turns(id)) {
            KeptText reply = turn.reply();
            if (turn.number() < number && turn.status() == TurnStatus.SUCCEEDED && reply != null) {
                history = history.and(texts.read(turn.prompt()), texts.read(reply));
            }
        }
        return history;
    }

    /** Tokens of one message, by our count. */
    static long tokens(String model, String message) {
        return STRUCTURE + TokenCounter.forModel(model).count(message);
    }

    /** Tokens of what is sent with every turn of a kind: instructions and schema. */
    static long fixedTokens(TurnKind kind) {
        TokenCounter counter = TokenCounter.forModel(kind.task().model());
        return STRUCTURE
                + new RequestBodies(kind.task())
                        .fixedTexts().stream().mapToLong(counter::count).sum();
    }
}
