package dev.nightshift.api;

import dev.nightshift.http.HttpHandler;
import dev.nightshift.lambda.Rehearsal;
import io.micronaut.context.ApplicationContext;

/** The entry point of the API on Lambda; see the controllers beside it. */
public final class ApiHandler extends HttpHandler {
    public ApiHandler() {
        this(contextOfThisFunction());
        Rehearsal.beforeSnapshot("api", ApiHandler::new);
    }

    public ApiHandler(ApplicationContext context) {
        super(context);
    }
}
