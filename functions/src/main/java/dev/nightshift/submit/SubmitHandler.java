package dev.nightshift.submit;

import dev.nightshift.lambda.Deadline;
import dev.nightshift.lambda.JsonHandler;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;

/** The entry point of {@link Submit} on Lambda. */
public final class SubmitHandler extends JsonHandler<SubmitRequest, SubmitAnswer> {
    private final Submit submit;

    public SubmitHandler() {
        this(contextOfThisFunction());
    }

    public SubmitHandler(ApplicationContext context) {
        super(context, SubmitRequest.class);
        submit = bean(Submit.class);
    }

    @Override
    protected SubmitAnswer handle(SubmitRequest request, Deadline deadline) throws IOException {
        return submit.run(request);
    }
}
