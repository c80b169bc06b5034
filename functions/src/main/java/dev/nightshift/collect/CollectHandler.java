package dev.nightshift.collect;

import dev.nightshift.lambda.Deadline;
import dev.nightshift.lambda.JsonHandler;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;

/** The entry point of {@link CollectBatch} and {@link FinishJob} on Lambda. */
public final class CollectHandler extends JsonHandler<CollectRequest, CollectAnswer> {
    private final CollectBatch batch;
    private final RunAgain again;
    private final DeleteJob delete;
    private final FinishJob job;

    public CollectHandler() {
        this(contextOfThisFunction());
    }

    public CollectHandler(ApplicationContext context) {
        super(context, CollectRequest.class);
        batch = bean(CollectBatch.class);
        again = bean(RunAgain.class);
        delete = bean(DeleteJob.class);
        job = bean(FinishJob.class);
    }

    @Override
    protected CollectAnswer handle(CollectRequest request, Deadline deadline) throws IOException {
        return switch (request.step()) {
            case BATCH -> batch.run(request);
            case AGAIN -> again.run(request);
            case DELETE -> delete.run(request);
            case JOB -> job.run(request);
        };
    }
}
