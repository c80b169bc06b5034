package dev.nightshift.reconcile;

import io.micronaut.serde.annotation.Serdeable;

/** The event of a schedule, of which nothing is needed. */
@Serdeable
public record ReconcileRequest() {}
