package dev.nightshift.realtime;

import dev.nightshift.lambda.Deadline;
import dev.nightshift.lambda.JsonHandler;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;

/** The entry point of {@link Realtime} on Lambda. */
public final class RealtimeHandler extends JsonHandler<RealtimeRequest, RealtimeAnswer> {
    private final Realtime realtime;

    public RealtimeHandler() {
        this(contextOfThisFunction());
    }

    public RealtimeHandler(ApplicationContext context) {
        super(context, RealtimeRequest.class);
        realtime = bean(Realtime.class);
    }

    @Override
    protected RealtimeAnswer handle(RealtimeRequest request, Deadline deadline) throws IOException {
        return realtime.run(request, deadline);
    }
}
