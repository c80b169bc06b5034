package dev.nightshift.statemachine.definition;

import dev.nightshift.statemachine.expression.Template;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way out of a state.
 *
 * @param output null: the state's result goes through
 * @param assign variables by name; all read the values from before
 * @param next the state to go to; null: the workflow ends
 */
public record Exit(@Nullable Template output, Map<String, Template> assign, @Nullable String next) {
    public Exit {
        assign = Map.copyOf(assign);
    }
}
