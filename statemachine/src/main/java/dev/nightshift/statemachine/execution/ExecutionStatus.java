package dev.nightshift.statemachine.execution;

/** Where an execution stands; the names are AWS's. */
public enum ExecutionStatus {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED
}
