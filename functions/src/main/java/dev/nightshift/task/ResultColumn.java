package dev.nightshift.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column that shows something of the reply.
 *
 * @param name its heading
 * @param path what it shows
 */
public record ResultColumn(String name, ValuePath path) {

    /** What it shows of a reply; a missing node where the reply has nothing there. */
    public JsonNode of(JsonNode reply) {
        return path.first(reply);
    }

    /**
     * All of a schema, nested objects flattened as {@code urgency.level}. Lists are one column
     * each, and so is what may be of several shapes or refers to itself.
     *
     * @param output null for free text
     */
    static List<ResultColumn> all(@Nullable JsonNode output) {
        List<ResultColumn> columns = new ArrayList<>();
        if (output == null) {
            columns.add(
                    new ResultColumn(
                            OutputSchema.FREE_TEXT,
                            new ValuePath(List.of(OutputSchema.FREE_TEXT))));
        } else {
            flatten(output, List.of(), columns);
        }
        return columns;
    }

    private static void flatten(JsonNode schema, List<String> path, List<ResultColumn> columns) {
        JsonNode properties = schema.path("properties");
        if (properties.isEmpty()) {
            columns.add(new ResultColumn(String.join(".", path), new ValuePath(path)));
            return;
        }
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            List<String> deeper = new ArrayList<>(path);
            deeper.add(property.getKey());
            flatten(property.getValue(), deeper, columns);
        }
    }
}
