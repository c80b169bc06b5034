package dev.nightshift.conversation;

import dev.nightshift.openai.OpenAi;
import jakarta.inject.Singleton;

/**
 * Removes a conversation: it vanishes at once, and what is left of it, the copies at OpenAI first,
 * goes in the background.
 */
@Singleton
final class DeleteConversation {
    private final Conversations conversations;
    private final KeptTexts texts;
    private final OpenAi openAi;
    private final Background background;

    DeleteConversation(
            Conversations conversations, KeptTexts texts, OpenAi openAi, Background background) {
        this.conversations = conversations;
        this.texts = texts;
        this.openAi = openAi;
        this.background = background;
    }

    /** Has a conversation vanish. */
    void begin(ConversationId id) {
        if (conversations.delete(id)) {
            background.begin(WorkRequest.of(WorkRequest.Step.DELETE, id));
        }
    }

    /** Removes what is left. */
    void run(ConversationId id) {
        if (!conversations.isDeleted(id)) {
            return;
        }
        for (Turn turn : conversations.turns(id)) {
            turn.responses().forEach(openAi::deleteResponse);
            conversations.forget(id, turn);
        }
        texts.deleteAll(id);
        conversations.forget(id);
    }
}
