package dev.nightshift.statemachine.execution;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The row of one branch or item.
 *
 * @param value what it was given, and its output once it has ended well
 * @param execution of an item of a distributed Map, once started; null otherwise
 */
record Child(JsonNode value, @Nullable Long execution, boolean failed) {
    Child {
        requireNonNull(value, "value");
    }
}
