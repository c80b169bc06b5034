package dev.nightshift.tell;

import dev.nightshift.lambda.Deadline;
import dev.nightshift.lambda.JsonHandler;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;

/** The entry point of {@link Tell} and {@link HandOver} on Lambda. */
public final class TellHandler extends JsonHandler<TellRequest, TellAnswer> {
    private final Tell tell;
    private final HandOver handOver;

    public TellHandler() {
        this(contextOfThisFunction());
    }

    public TellHandler(ApplicationContext context) {
        super(context, TellRequest.class);
        tell = bean(Tell.class);
        handOver = bean(HandOver.class);
    }

    @Override
    protected TellAnswer handle(TellRequest request, Deadline deadline) throws IOException {
        return switch (request.step()) {
            case CALL, GIVE_UP -> tell.run(request);
            case HAND_OVER -> handOver.run(request, deadline);
            case GIVE_UP_HANDOVER -> handOver.giveUp(request);
        };
    }
}
