package dev.nightshift.prepare;

import dev.nightshift.lambda.Deadline;
import dev.nightshift.lambda.JsonHandler;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;

/** The entry point of {@link Prepare} on Lambda. */
public final class PrepareHandler extends JsonHandler<PrepareRequest, PrepareAnswer> {
    private final Prepare prepare;

    public PrepareHandler() {
        this(contextOfThisFunction());
    }

    public PrepareHandler(ApplicationContext context) {
        super(context, PrepareRequest.class);
        prepare = bean(Prepare.class);
    }

    @Override
    protected PrepareAnswer handle(PrepareRequest request, Deadline deadline) throws IOException {
        return prepare.run(request, deadline);
    }
}
