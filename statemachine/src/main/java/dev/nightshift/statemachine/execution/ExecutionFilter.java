package dev.nightshift.statemachine.execution;

import org.jspecify.annotations.Nullable;

/**
 * Which executions to list: those that a machine started, or those of a distributed Map.
 *
 * @param machineArn null when a map run is asked for
 * @param mapRunArn null when a machine is asked for
 * @param status null: any
 */
public record ExecutionFilter(
        @Nullable String machineArn, @Nullable String mapRunArn, @Nullable ExecutionStatus status) {
    public ExecutionFilter {
        if ((machineArn == null) == (mapRunArn == null)) {
            throw new IllegalArgumentException("either a machine or a map run must be named");
        }
    }

    boolean matches(Execution execution) {
        if (status != null && execution.status() != status) {
            return false;
        }
        Execution.Origin origin = execution.origin();
        return origin == null
                ? execution.machineArn().equals(machineArn)
                : origin.mapRunArn().equals(mapRunArn);
    }
}
