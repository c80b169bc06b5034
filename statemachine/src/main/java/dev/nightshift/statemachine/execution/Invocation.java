package dev.nightshift.statemachine.execution;

import static java.util.Objects.requireNonNull;

/**
 * A call of a function, to be made once its transition is durable.
 *
 * @param attempt of the frame; the answer counts only while the frame is still in it
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
record Invocation(FrameId frame, int attempt, String function, byte[] payload) {
    Invocation {
        requireNonNull(frame, "frame");
        requireNonNull(function, "function");
        requireNonNull(payload, "payload");
    }
}
