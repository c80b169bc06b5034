package dev.nightshift.collect;

import dev.nightshift.lambda.Deadline;
import dev.nightshift.lambda.JsonHandler;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;

/** The entry point of {@link CollectBatch} and {@link FinishJob} on Lambda. */
public final class CollectHandler extends JsonHandler<CollectRequest, CollectAnswer> {
    public CollectHandler() {
        this(contextOfThisFunction());
    }

    public CollectHandler(ApplicationContext context) {
        super(context, CollectRequest.class);
    }

    @Override
    protected CollectAnswer handle(CollectRequest request, Deadline deadline) throws IOException {
        return switch (request.step()) {
            case BATCH -> bean(CollectBatch.class).run(request);
            case AGAIN -> bean(RunAgain.class).run(request);
            case DELETE -> bean(DeleteJob.class).run(request);
            case JOB -> bean(FinishJob.class).run(request);
        };
    }
}
