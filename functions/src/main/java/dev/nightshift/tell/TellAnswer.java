package dev.nightshift.tell;

import io.micronaut.serde.annotation.Serdeable;

/**
 * A call that needs no repeat. What came of it stands with the job.
 *
 * @param version of this contract, 1
 */
@Serdeable
public record TellAnswer(int version) {
    static final TellAnswer DONE = new TellAnswer(1);
}
