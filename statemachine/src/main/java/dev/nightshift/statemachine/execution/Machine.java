package dev.nightshift.statemachine.execution;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A state machine that can be started.
 *
 * @param definition hash of the text of its definition
 * @param revision changes with every update
 * @param deleting whether it only waits for the last of its executions to end
 */
public record Machine(
        String arn,
        String name,
        String definition,
        String roleArn,
        Instant createdAt,
        Instant updatedAt,
        String revision,
        boolean deleting) {
    public Machine {
        requireNonNull(arn, "arn");
        requireNonNull(name, "name");
        requireNonNull(definition, "definition");
    }

    Machine beingDeleted() {
        return new Machine(arn, name, definition, roleArn, createdAt, updatedAt, revision, true);
    }
}
