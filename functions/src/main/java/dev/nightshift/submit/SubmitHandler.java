package dev.nightshift.submit;

import dev.nightshift.lambda.Deadline;
import dev.nightshift.lambda.JsonHandler;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.util.Objects;

/** The entry point of {@link Reservation} and {@link Submit} on Lambda. */
public final class SubmitHandler extends JsonHandler<SubmitRequest, SubmitAnswer> {
    public SubmitHandler() {
        this(contextOfThisFunction());
    }

    public SubmitHandler(ApplicationContext context) {
        super(context, SubmitRequest.class);
    }

    @Override
    protected SubmitAnswer handle(SubmitRequest request, Deadline deadline) throws IOException {
        if (request.step() != SubmitRequest.Step.RESERVE) {
            return bean(Submit.class).run(request);
        }
        String token = Objects.requireNonNull(request.token(), "token");
        boolean over = bean(Reservation.class).run(request, token);
        return new SubmitAnswer(
                1, request.job(), request.batch(), request.attempt(), over, null, false);
    }
}
