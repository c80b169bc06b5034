package dev.nightshift.statemachine.definition;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** A definition is not understood, or not wholly; every problem found is in it. */
public final class DefinitionException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient List<Problem> problems;

    public DefinitionException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(joining("; ")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
