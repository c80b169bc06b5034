package dev.nightshift.conversation;

import dev.nightshift.http.HttpHandler;
import dev.nightshift.lambda.Rehearsal;
import io.micronaut.context.ApplicationContext;

/** The entry point on Lambda of the API's calls about conversations. */
public final class ConversationHandler extends HttpHandler {
    public ConversationHandler() {
        this(contextOfThisFunction());
        Rehearsal.beforeSnapshot("conversation", ConversationHandler::new);
    }

    public ConversationHandler(ApplicationContext context) {
        super(context);
    }
}
