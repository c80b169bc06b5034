package dev.nightshift.reconcile;

import dev.nightshift.lambda.Deadline;
import dev.nightshift.lambda.JsonHandler;
import io.micronaut.context.ApplicationContext;

/** The entry point of {@link Reconcile} on Lambda. */
public final class ReconcileHandler extends JsonHandler<ReconcileRequest, ReconcileAnswer> {
    private final Reconcile reconcile;

    public ReconcileHandler() {
        this(contextOfThisFunction());
    }

    public ReconcileHandler(ApplicationContext context) {
        super(context, ReconcileRequest.class);
        reconcile = bean(Reconcile.class);
    }

    @Override
    protected ReconcileAnswer handle(ReconcileRequest request, Deadline deadline) {
        return reconcile.run();
    }
}
