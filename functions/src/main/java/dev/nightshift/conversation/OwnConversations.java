package dev.nightshift.conversation;

import dev.nightshift.http.Caller;
import dev.nightshift.http.ProblemException;
import dev.nightshift.http.ProblemType;
import jakarta.inject.Singleton;

/** Conversations as far as a caller may see them. */
@Singleton
final class OwnConversations {
    private final Conversations conversations;

    OwnConversations(Conversations conversations) {
        this.conversations = conversations;
    }

    /** A conversation that the caller may see. */
    Conversation require(Caller caller, String id) {
        return ConversationId.find(id)
                .flatMap(conversations::find)
                .filter(conversation -> caller.sees(conversation.owner()))
                .orElseThrow(OwnConversations::gone);
    }

    static ProblemException gone() {
        return ProblemException.of(ProblemType.NOT_FOUND, "There is no such conversation or turn.");
    }
}
