package dev.nightshift.statemachine.definition;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A state machine as written, checked.
 *
 * @param timeout of an execution as a whole; null when it has none
 * @param states every state at any depth; names are unique in the whole machine
 */
public record Definition(Workflow workflow, @Nullable Duration timeout, Map<String, State> states) {
    /** The longest time that can be said in seconds, and what a task has when it says none. */
    public static final int MAX_SECONDS = 99_999_999;

    public Definition {
        states = Map.copyOf(states);
    }

    /**
     * Reads a definition in JSONata.
     *
     * @throws DefinitionException naming everything that is wrong or not supported
     */
    public static Definition parse(String json) {
        return new DefinitionParser().parse(json);
    }

    /**
     * The state of that name, at any depth.
     *
     * @throws IllegalArgumentException when there is no such state
     */
    public State state(String name) {
        State state = states.get(name);
        if (state == null) {
            throw new IllegalArgumentException("no state named " + name);
        }
        return state;
    }

    static Map<String, State> flatten(Workflow workflow) {
        Map<String, State> all = new HashMap<>(workflow.states());
        for (State state : workflow.states().values()) {
            inner(state).forEach(child -> all.putAll(flatten(child)));
        }
        return all;
    }

    /** The workflows inside a state. */
    static List<Workflow> inner(State state) {
        return switch (state) {
            case State.Parallel parallel -> parallel.branches();
            case State.ForEach map -> List.of(map.processor());
            case State.Task _,
                    State.Pass _,
                    State.Choice _,
                    State.Wait _,
                    State.Succeed _,
                    State.Fail _ ->
                    List.of();
        };
    }
}
