package dev.nightshift.exchange;

import dev.nightshift.exchange.ExchangeRequest.Step;
import dev.nightshift.lambda.Deadline;
import dev.nightshift.lambda.JsonHandler;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;

/** The entry point on Lambda of what goes on between jobs and tables. */
public final class ExchangeHandler extends JsonHandler<ExchangeRequest, ExchangeAnswer> {
    public ExchangeHandler() {
        this(contextOfThisFunction());
    }

    public ExchangeHandler(ApplicationContext context) {
        super(context, ExchangeRequest.class);
    }

    @Override
    protected ExchangeAnswer handle(ExchangeRequest work, Deadline deadline) throws IOException {
        Step step = work.step();
        return switch (step) {
            case null -> bean(Continue.class).run(work);
            case FETCH -> bean(Fetch.class).run(work, deadline);
            case DELIVER -> bean(Deliver.class).run(work, deadline);
        };
    }
}
