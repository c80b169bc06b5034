package dev.nightshift.statemachine.definition;

import java.util.List;

/** What a state does about errors: first Retry, then Catch, each in its written order. */
public record Recovery(List<Retrier> retriers, List<Catcher> catchers) {
    /** For states that can neither retry nor catch. */
    public static final Recovery NONE = new Recovery(List.of(), List.of());

    public Recovery {
        retriers = List.copyOf(retriers);
        catchers = List.copyOf(catchers);
    }

    /** Where to go on one of these errors. */
    public record Catcher(List<String> errors, Exit exit) {
        public Catcher {
            errors = List.copyOf(errors);
        }
    }
}
