package dev.nightshift.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A place in a reply: names of members with dots between them; {@code *} goes through a list.
 *
 * @param steps at least one
 */
public record ValuePath(List<String> steps) {
    private static final String ALL = "*";

    public ValuePath {
        steps = List.copyOf(steps);
    }

    static ValuePath of(String text) {
        return new ValuePath(List.of(text.split("\\.", -1)));
    }

    /**
     * A value and where it stands.
     *
     * @param place such as {@code positions.0.start}
     * @param parent the object that has it
     * @param name under which it has it
     */
    record Found(String place, JsonNode parent, String name, JsonNode value) {}

    /** The values at this place, in order; none where the reply has nothing there. */
    List<Found> in(JsonNode reply) {
        List<Found> found = List.of(new Found("", reply, "", reply));
        for (String step : steps) {
            List<Found> next = new ArrayList<>();
            for (Found one : found) {
                step(one, step, next);
            }
            found = next;
        }
        return found;
    }

    private static void step(Found from, String step, List<Found> to) {
        JsonNode value = from.value;
        if (value.isArray() && step.equals(ALL)) {
            for (int i = 0; i < value.size(); i++) {
                String name = String.valueOf(i);
                to.add(new Found(place(from, name), value, name, value.get(i)));
            }
        } else if (value.has(step)) {
            to.add(new Found(place(from, step), value, step, value.get(step)));
        }
    }

    private static String place(Found from, String name) {
        return from.place.isEmpty() ? name : from.place + "." + name;
    }

    /** The first value at this place; a missing node where there is none. */
    public JsonNode first(JsonNode reply) {
        JsonNode value = reply;
        for (String step : steps) {
            value = step.equals(ALL) && value.isArray() ? value.path(0) : value.path(step);
        }
        return value;
    }

    /** The schemas that values at this place may have; none when a schema has no such place. */
    List<JsonNode> schemas(JsonNode schema) {
        List<JsonNode> here = alternatives(schema, schema);
        for (String step : steps) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode one : here) {
                JsonNode part =
                        step.equals(ALL) ? one.path("items") : one.path("properties").path(step);
                if (part.isObject()) {
                    next.addAll(alternatives(part, schema));
                }
            }
            here = next;
        }
        return here;
    }

    /** A schema's branches, its references followed. */
    private static List<JsonNode> alternatives(JsonNode schema, JsonNode root) {
        List<JsonNode> found = new ArrayList<>();
        collect(schema, root, new HashSet<>(), found);
        return found;
    }

    private static void collect(
            JsonNode schema, JsonNode root, Set<String> followed, List<JsonNode> found) {
        String reference = schema.path("$ref").asText("");
        if (!reference.isEmpty()) {
            if (reference.startsWith("#") && followed.add(reference)) {
                collect(root.at(reference.substring(1)), root, followed, found);
            }
        } else if (schema.has("anyOf")) {
            schema.path("anyOf").forEach(one -> collect(one, root, followed, found));
        } else if (schema.isObject()) {
            found.add(schema);
        }
    }

    @Override
    public String toString() {
        return String.join(".", steps);
    }
}
