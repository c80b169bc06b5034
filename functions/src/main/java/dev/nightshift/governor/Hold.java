package dev.nightshift.governor;

import dev.nightshift.batch.AttemptReference;
import java.time.Instant;

/**
 * Tokens that are reserved.
 *
 * @param since when they were first asked for
 */
public record Hold(AttemptReference reference, long tokens, Instant since) {}
