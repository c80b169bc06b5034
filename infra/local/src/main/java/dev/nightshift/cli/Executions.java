package dev.nightshift.cli;

import dev.nightshift.job.Job;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** The state machine's executions; each is named like its job. */
final class Executions {
    private final SfnClient stepFunctions;
    private final String prefix;

    Executions(SfnClient stepFunctions, String stateMachineArn) {
        this.stepFunctions = stepFunctions;
        this.prefix = stateMachineArn.replace(":stateMachine:", ":execution:") + ":";
    }

    /** Whether an execution has ended, well or not. */
    boolean isOver(String name) {
        return stepFunctions.describeExecution(of -> of.executionArn(prefix + name)).status()
                != ExecutionStatus.RUNNING;
    }

    /** Why nobody carries a job on any more; empty while somebody does, or it ended well. */
    Optional<String> whyStopped(Job job) {
        try {
            DescribeExecutionResponse execution =
                    stepFunctions.describeExecution(
                            of -> of.executionArn(prefix + job.execution()));
            ExecutionStatus status = execution.status();
            return status == ExecutionStatus.RUNNING
                            || status == ExecutionStatus.PENDING_REDRIVE
                            || status == ExecutionStatus.SUCCEEDED
                    ? Optional.empty()
                    : Optional.of(reason(execution));
        } catch (ExecutionDoesNotExistException absent) {
            return Optional.of("its execution was never started");
        }
    }

    private static String reason(DescribeExecutionResponse execution) {
        String error = Objects.requireNonNullElse(execution.error(), execution.statusAsString());
        return execution.cause() == null ? error : error + ": " + execution.cause();
    }
}
