package dev.nightshift.conversation;

import dev.nightshift.lambda.Deadline;
import dev.nightshift.lambda.JsonHandler;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.util.Objects;

/** The entry point on Lambda of work on conversations that nobody waits for. */
public final class WorkHandler extends JsonHandler<WorkRequest, WorkAnswer> {
    private final AskTurn turns;
    private final CompleteConversation complete;
    private final DeleteConversation delete;
    private final GatherWave gather;
    private final StoreWave store;

    public WorkHandler() {
        this(contextOfThisFunction());
    }

    public WorkHandler(ApplicationContext context) {
        super(context, WorkRequest.class);
        turns = bean(AskTurn.class);
        complete = bean(CompleteConversation.class);
        delete = bean(DeleteConversation.class);
        gather = bean(GatherWave.class);
        store = bean(StoreWave.class);
    }

    @Override
    protected WorkAnswer handle(WorkRequest work, Deadline deadline) throws IOException {
        return switch (work.step()) {
            case ASK -> {
                turns.ask(conversation(work), new TurnId(Objects.requireNonNull(work.turn())));
                yield WorkAnswer.DONE;
            }
            case COMPLETE -> {
                complete.run(conversation(work), deadline);
                yield WorkAnswer.DONE;
            }
            case DELETE -> {
                delete.run(conversation(work));
                yield WorkAnswer.DONE;
            }
            case GATHER -> gather.run(work, deadline);
            case STORE -> store.run(work, deadline);
        };
    }

    private static ConversationId conversation(WorkRequest work) {
        return new ConversationId(Objects.requireNonNull(work.conversation()));
    }
}
