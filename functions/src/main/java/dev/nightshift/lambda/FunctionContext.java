package dev.nightshift.lambda;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;

/** How the application context of a function begins, on Lambda as on any other host. */
public final class FunctionContext {
    private FunctionContext() {}

    /**
     * Nothing is looked for around it: neither where it runs, nor configuration kept elsewhere, for
     * which Micronaut would go through all beans once more.
     */
    public static ApplicationContextBuilder builder() {
        return ApplicationContext.builder()
                .deduceEnvironment(false)
                .bootstrapEnvironment(false)
                .banner(false);
    }
}
