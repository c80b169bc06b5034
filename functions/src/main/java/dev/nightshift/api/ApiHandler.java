package dev.nightshift.api;

import dev.nightshift.http.HttpHandler;
import io.micronaut.context.ApplicationContext;

/** The entry point of the API on Lambda; see the controllers beside it. */
public final class ApiHandler extends HttpHandler {
    public ApiHandler() {
        this(contextOfThisFunction());
    }

    public ApiHandler(ApplicationContext context) {
        super(context);
    }
}
