package dev.nightshift.reconcile;

import io.micronaut.serde.annotation.Serdeable;

/**
 * What was found.
 *
 * @param version of this contract, 1
 * @param underWay jobs that are not over, or whose table has not all results
 * @param carriedOn those of them for which an execution was started
 */
@Serdeable
public record ReconcileAnswer(int version, int underWay, int carriedOn) {}
