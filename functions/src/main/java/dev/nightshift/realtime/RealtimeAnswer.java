package dev.nightshift.realtime;

import io.micronaut.serde.annotation.Serdeable;

/**
 * Requests that were sent, or will not be.
 *
 * @param version of this contract, 1
 * @param over false when some are left, and the function is to be called again
 * @param waitSeconds how long OpenAI wants to be left alone before that; 0 for not at all
 */
@Serdeable
public record RealtimeAnswer(
        int version, String job, int batch, int attempt, boolean over, long waitSeconds) {}
