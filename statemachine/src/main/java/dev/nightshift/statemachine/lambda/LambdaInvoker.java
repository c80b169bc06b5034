package dev.nightshift.statemachine.lambda;

/** Calls functions for the engine, in process or over HTTP. */
@FunctionalInterface
public interface LambdaInvoker {

    /**
     * Calls a function and waits for its answer. Runs on a virtual thread of its own, many at once;
     * the engine keeps time itself and drops an answer that comes too late.
     *
     * @param function a name, a partial or a full ARN, as the state machine says it; what is no
     *     function by its resource, as {@code arn:aws:states:::events:putEvents} for EventBridge
     * @param payload UTF-8 JSON
     */
    LambdaResult invoke(String function, byte[] payload);
}
