package dev.nightshift.poll;

import io.micronaut.serde.annotation.Serdeable;

/**
 * Read by nobody but whoever looks at the logs: what wakes the execution is its token.
 *
 * @param version of this contract, 1
 * @param over whether the batch is over
 */
@Serdeable
public record PollAnswer(int version, boolean over) {}
