package dev.nightshift.statemachine.definition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can only be checked once every state has been read: targets, names, and scopes. */
final class DefinitionChecks {
    private static final Pattern VARIABLE = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]{0,79}");

    private final List<Problem> problems;
    private final Set<String> names = new HashSet<>();

    DefinitionChecks(List<Problem> problems) {
        this.problems = problems;
    }

    void check(Workflow workflow) {
        check(workflow, "", Set.of());
    }

    /**
     * @param outer variables of the workflows around this one, which it reads but may not assign
     */
    private void check(Workflow workflow, String location, Set<String> outer) {
        Set<String> visible = new HashSet<>(outer);
        workflow.states().values().forEach(state -> visible.addAll(assigned(state)));
        for (State state : workflow.states().values()) {
            String place = location + "/States/" + state.name();
            if (!names.add(state.name())) {
                problems.add(new Problem(place, "is the name of another state already"));
            }
            exits(state).forEach(exit -> checkExit(exit, workflow, place, outer));
            boolean distributed = state instanceof State.ForEach map && map.distributed();
            List<Workflow> inner = Definition.inner(state);
            for (int i = 0; i < inner.size(); i++) {
                String part =
                        state instanceof State.ForEach ? "/ItemProcessor" : "/Branches[" + i + "]";
                check(inner.get(i), place + part, distributed ? Set.of() : visible);
            }
        }
        checkReachable(workflow, location);
    }

    private void checkExit(Exit exit, Workflow workflow, String place, Set<String> outer) {
        String next = exit.next();
        if (next != null && !next.isEmpty() && !workflow.states().containsKey(next)) {
            problems.add(new Problem(place, "goes to a state that is not there: " + next));
        }
        for (String variable : exit.assign().keySet()) {
            report(place, variable, outer::contains, "belongs to an outer workflow");
            report(place, variable, "states"::equals, "is reserved");
            report(
                    place,
                    variable,
                    VARIABLE.asMatchPredicate().negate(),
                    "is not a name for a variable");
        }
    }

    private void report(String place, String variable, Predicate<String> when, String message) {
        if (when.test(variable)) {
            problems.add(new Problem(place + "/Assign/" + variable, message));
        }
    }

    private void checkReachable(Workflow workflow, String location) {
        Set<String> reached = new HashSet<>();
        List<String> open = new ArrayList<>(List.of(workflow.startAt()));
        while (!open.isEmpty()) {
            String name = open.removeLast();
            State state = workflow.states().get(name);
            if (state != null && reached.add(name)) {
                exits(state).forEach(exit -> addIfPresent(open, exit.next()));
            }
        }
        for (String name : workflow.states().keySet()) {
            if (!reached.contains(name)) {
                problems.add(new Problem(location + "/States/" + name, "is never reached"));
            }
        }
    }

    private static void addIfPresent(List<String> open, @Nullable String next) {
        if (next != null) {
            open.add(next);
        }
    }

    private static Set<String> assigned(State state) {
        Set<String> variables = new HashSet<>();
        exits(state).forEach(exit -> variables.addAll(exit.assign().keySet()));
        return variables;
    }

    private static List<Exit> exits(State state) {
        List<Exit> exits = new ArrayList<>();
        state.recovery().catchers().forEach(catcher -> exits.add(catcher.exit()));
        switch (state) {
            case State.Task task -> exits.add(task.exit());
            case State.Pass pass -> exits.add(pass.exit());
            case State.Wait wait -> exits.add(wait.exit());
            case State.Parallel parallel -> exits.add(parallel.exit());
            case State.ForEach map -> exits.add(map.exit());
            case State.Choice choice -> {
                choice.rules().forEach(rule -> exits.add(rule.exit()));
                if (choice.otherwise() != null) {
                    exits.add(choice.otherwise());
                }
            }
            case State.Succeed _, State.Fail _ -> {}
        }
        return exits;
    }
}
