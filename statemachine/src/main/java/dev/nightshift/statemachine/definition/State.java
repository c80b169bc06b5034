package dev.nightshift.statemachine.definition;

import dev.nightshift.statemachine.expression.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One state. Its name is unique in the whole machine. */
public sealed interface State {
    String name();

    /** As in the field Type, and in the names of history events. */
    default String type() {
        return this instanceof ForEach ? "Map" : getClass().getSimpleName();
    }

    default Recovery recovery() {
        return Recovery.NONE;
    }

    /**
     * Calls a function.
     *
     * @param arguments null: the state's input
     * @param timeout seconds, number or expression; null: none
     * @param heartbeat seconds, number or expression; null: none
     */
    record Task(
            String name,
            Resource resource,
            @Nullable Template arguments,
            @Nullable Template timeout,
            @Nullable Template heartbeat,
            Exit exit,
            Recovery recovery)
            implements State {}

    record Pass(String name, Exit exit) implements State {}

    /**
     * Goes where the first true rule says.
     *
     * @param otherwise the Default with the state's own Output and Assign; null: none
     */
    record Choice(String name, List<Rule> rules, @Nullable Exit otherwise) implements State {
        public Choice {
            rules = List.copyOf(rules);
        }
    }

    record Rule(Template condition, Exit exit) {}

    /**
     * Lets time pass.
     *
     * @param timestamp whether {@code until} is an instant rather than a number of seconds
     */
    record Wait(String name, Template until, boolean timestamp, Exit exit) implements State {}

    record Succeed(String name, @Nullable Template output) implements State {}

    record Fail(String name, @Nullable Template error, @Nullable Template cause) implements State {}

    /**
     * Runs branches side by side.
     *
     * @param arguments what each branch gets; null: the state's input
     */
    record Parallel(
            String name,
            List<Workflow> branches,
            @Nullable Template arguments,
            Exit exit,
            Recovery recovery)
            implements State {
        public Parallel {
            branches = List.copyOf(branches);
        }
    }

    /**
     * The state type Map.
     *
     * @param items null: the state's input
     * @param selector what an iteration gets; null: the item
     * @param distributed whether each item is an execution of its own
     * @param label of the map run, in the ARNs of such executions
     * @param maxConcurrency number or expression; null or 0: no bound
     * @param toleratedPercentage of failed items, number or expression; null: 0
     */
    record ForEach(
            String name,
            @Nullable Template items,
            @Nullable Template selector,
            Workflow processor,
            boolean distributed,
            String label,
            @Nullable Template maxConcurrency,
            @Nullable Template toleratedPercentage,
            Exit exit,
            Recovery recovery)
            implements State {}
}
