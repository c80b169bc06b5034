package dev.nightshift.conversation;

import dev.nightshift.lambda.Deadline;
import dev.nightshift.lambda.JsonHandler;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.util.Objects;

/** The entry point on Lambda of work on conversations that nobody waits for. */
public final class WorkHandler extends JsonHandler<WorkRequest, WorkAnswer> {
    public WorkHandler() {
        this(contextOfThisFunction());
    }

    public WorkHandler(ApplicationContext context) {
        super(context, WorkRequest.class);
    }

    @Override
    protected WorkAnswer handle(WorkRequest work, Deadline deadline) throws IOException {
        return switch (work.step()) {
            case ASK -> {
                bean(AskTurn.class)
                        .ask(conversation(work), new TurnId(Objects.requireNonNull(work.turn())));
                yield WorkAnswer.DONE;
            }
            case COMPLETE -> {
                bean(CompleteConversation.class).run(conversation(work), deadline);
                yield WorkAnswer.DONE;
            }
            case DELETE -> {
                bean(DeleteConversation.class).run(conversation(work));
                yield WorkAnswer.DONE;
            }
            case GATHER -> bean(GatherWave.class).run(work, deadline);
            case STORE -> bean(StoreWave.class).run(work, deadline);
        };
    }

    private static ConversationId conversation(WorkRequest work) {
        return new ConversationId(Objects.requireNonNull(work.conversation()));
    }
}
