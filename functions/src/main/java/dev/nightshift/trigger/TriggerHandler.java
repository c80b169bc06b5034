package dev.nightshift.trigger;

import dev.nightshift.lambda.Deadline;
import dev.nightshift.lambda.JsonHandler;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;

/** The entry point of {@link Trigger} on Lambda. */
public final class TriggerHandler extends JsonHandler<ObjectEvent, TriggerAnswer> {
    private final Trigger trigger;

    public TriggerHandler() {
        this(contextOfThisFunction());
    }

    public TriggerHandler(ApplicationContext context) {
        super(context, ObjectEvent.class);
        trigger = bean(Trigger.class);
    }

    @Override
    protected TriggerAnswer handle(ObjectEvent event, Deadline deadline) throws IOException {
        return trigger.run(event);
    }
}
