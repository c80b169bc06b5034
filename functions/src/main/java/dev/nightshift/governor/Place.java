package dev.nightshift.governor;

import dev.nightshift.batch.AttemptReference;
import java.time.Instant;

/**
 * A claim's place in the queue.
 *
 * @param since when the tokens were first asked for
 */
record Place(String model, AttemptReference reference, long tokens, Instant since) {}
