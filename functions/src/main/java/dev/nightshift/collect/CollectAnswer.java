package dev.nightshift.collect;

import io.micronaut.serde.annotation.Serdeable;

/**
 * What was collected.
 *
 * @param version of this contract, 1
 * @param over false when the batch is still at work after all and is to be awaited
 * @param records records that have their outcome
 */
@Serdeable
public record CollectAnswer(int version, boolean over, long records) {}
