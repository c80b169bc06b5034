package dev.nightshift.exchange;

import dev.nightshift.exchange.ExchangeRequest.Step;
import dev.nightshift.lambda.Deadline;
import dev.nightshift.lambda.JsonHandler;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;

/** The entry point on Lambda of what goes on between jobs and tables. */
public final class ExchangeHandler extends JsonHandler<ExchangeRequest, ExchangeAnswer> {
    private final Fetch fetch;
    private final Deliver deliver;
    private final Continue next;

    public ExchangeHandler() {
        this(contextOfThisFunction());
    }

    public ExchangeHandler(ApplicationContext context) {
        super(context, ExchangeRequest.class);
        fetch = bean(Fetch.class);
        deliver = bean(Deliver.class);
        next = bean(Continue.class);
    }

    @Override
    protected ExchangeAnswer handle(ExchangeRequest work, Deadline deadline) throws IOException {
        Step step = work.step();
        return switch (step) {
            case null -> next.run(work);
            case FETCH -> fetch.run(work, deadline);
            case DELIVER -> deliver.run(work, deadline);
        };
    }
}
