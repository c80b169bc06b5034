package dev.nightshift.tell;

import dev.nightshift.lambda.Deadline;
import dev.nightshift.lambda.JsonHandler;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;

/** The entry point of {@link Tell} on Lambda. */
public final class TellHandler extends JsonHandler<TellRequest, TellAnswer> {
    private final Tell tell;

    public TellHandler() {
        this(contextOfThisFunction());
    }

    public TellHandler(ApplicationContext context) {
        super(context, TellRequest.class);
        tell = bean(Tell.class);
    }

    @Override
    protected TellAnswer handle(TellRequest request, Deadline deadline) throws IOException {
        return tell.run(request);
    }
}
