package dev.nightshift.tell;

import dev.nightshift.lambda.Deadline;
import dev.nightshift.lambda.JsonHandler;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;

/** The entry point of {@link Tell} and {@link HandOver} on Lambda. */
public final class TellHandler extends JsonHandler<TellRequest, TellAnswer> {
    public TellHandler() {
        this(contextOfThisFunction());
    }

    public TellHandler(ApplicationContext context) {
        super(context, TellRequest.class);
    }

    @Override
    protected TellAnswer handle(TellRequest request, Deadline deadline) throws IOException {
        return switch (request.step()) {
            case CALL, GIVE_UP -> bean(Tell.class).run(request);
            case HAND_OVER -> bean(HandOver.class).run(request, deadline);
            case GIVE_UP_HANDOVER -> bean(HandOver.class).giveUp(request);
        };
    }
}
