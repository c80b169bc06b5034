package dev.nightshift.poll;

import dev.nightshift.lambda.Deadline;
import dev.nightshift.lambda.JsonHandler;
import dev.nightshift.lambda.Rehearsal;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;

/** The entry point of {@link Poll} on Lambda. */
public final class PollHandler extends JsonHandler<PollRequest, PollAnswer> {
    private final Poll poll;

    public PollHandler() {
        this(contextOfThisFunction());
        Rehearsal.beforeSnapshot("poll", PollHandler::new);
    }

    public PollHandler(ApplicationContext context) {
        super(context, PollRequest.class);
        poll = bean(Poll.class);
    }

    @Override
    protected PollAnswer handle(PollRequest request, Deadline deadline) throws IOException {
        return poll.run(request);
    }
}
