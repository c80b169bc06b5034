package dev.nightshift.job;

import jakarta.inject.Singleton;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** Wakes executions that wait. */
@Singleton
public final class Waiters {
    private final SfnClient stepFunctions;

    public Waiters(SfnClient stepFunctions) {
        this.stepFunctions = stepFunctions;
    }

    /**
     * Wakes the execution that waits with a token; without effect when it does not wait any more,
     * for then it has looked, or will look, by itself.
     *
     * @param over whether its batch is over; else it looks again at once
     */
    public void wake(String token, boolean over) {
        answer(token, "{\"over\":" + over + "}");
    }

    /**
     * The same with an answer of another kind.
     *
     * @param json what the state machine reads
     */
    public void answer(String token, String json) {
        try {
            stepFunctions.sendTaskSuccess(success -> success.taskToken(token).output(json));
        } catch (TaskTimedOutException | TaskDoesNotExistException | InvalidTokenException awake) {
            // The next look has its own token.
        }
    }
}
