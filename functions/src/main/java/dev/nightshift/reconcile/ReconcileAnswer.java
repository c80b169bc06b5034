package dev.nightshift.reconcile;

import io.micronaut.serde.annotation.Serdeable;

/**
 * What was found.
 *
 * @param version of this contract, 1
 * @param underWay jobs that are not over, or whose table has not all results
 * @param carriedOn those of them for which an execution was started
 * @param stuck those of them that get nowhere: nothing of them moves, or they are given up
 */
@Serdeable
public record ReconcileAnswer(int version, int underWay, int carriedOn, int stuck) {}
