package dev.nightshift.statemachine.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.statemachine.json.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the expressions of one state see: its variables, {@code $states}, and the time. One scope
 * serves every field of a state, so that all of them read the values at its entry.
 */
public final class Scope {
    private final Map<String, @Nullable Object> values = new HashMap<>();
    private final Instant now;

    public Scope(Map<String, JsonNode> variables, ObjectNode states, Instant now) {
        variables.forEach((name, value) -> values.put(name, Json.toJava(value)));
        values.put("states", Json.toJava(states));
        this.now = now;
    }

    Map<String, @Nullable Object> values() {
        return values;
    }

    Instant now() {
        return now;
    }
}
