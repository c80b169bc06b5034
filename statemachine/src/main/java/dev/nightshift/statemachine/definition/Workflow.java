package dev.nightshift.statemachine.definition;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * States and where to begin: the whole machine, a branch of a Parallel, or what a Map does with
 * each item.
 */
public record Workflow(String startAt, Map<String, State> states) {
    public Workflow {
        requireNonNull(startAt, "startAt");
        states = Map.copyOf(states);
    }
}
