package dev.nightshift.tell;

import io.micronaut.serde.annotation.Serdeable;

/**
 * A step that needs no repeat. What came of it stands with the job.
 *
 * @param version of this contract, 1
 * @param more whether records are left to be handed over
 */
@Serdeable
public record TellAnswer(int version, boolean more) {
    static final TellAnswer DONE = new TellAnswer(1, false);
    static final TellAnswer MORE = new TellAnswer(1, true);
}
