package dev.nightshift.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shape a task's replies must have. A task without one takes any text, whose value is an object
 * with {@link #FREE_TEXT} alone. Safe for use by several threads.
 */
public final class OutputSchema {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MESSAGE_CHARACTERS = 500;

    /** Under which name a reply in free text stands in its value. */
    public static final String FREE_TEXT = "reply";

    private final @Nullable Schema schema;
    private final List<String> columns = new ArrayList<>();

    public OutputSchema(Task task) {
        this(task.output());
    }

    /**
     * @param output the JSON Schema; null for free text
     */
    OutputSchema(@Nullable JsonNode output) {
        if (output == null) {
            schema = null;
            columns.add(FREE_TEXT);
        } else {
            schema =
                    SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(output);
            output.path("properties").fieldNames().forEachRemaining(columns::add);
        }
    }

    /** The reply's properties, in the order of the task. */
    public List<String> columns() {
        return List.copyOf(columns);
    }

    /** What a reply's text is. */
    public sealed interface Verdict {
        /** The text is JSON of the task's shape. */
        record Fits(JsonNode value) implements Verdict {}

        /** It is not; {@code why} says so in a line, with the model's text at most in part. */
        record Misfit(String why) implements Verdict {}
    }

    /** Holds a reply against the schema. */
    public Verdict check(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return new Verdict.Misfit("the reply is empty");
        }
        if (schema == null) {
            return new Verdict.Fits(JSON.createObjectNode().put(FREE_TEXT, text));
        }
        JsonNode value;
        try {
            value = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return new Verdict.Misfit("the reply is not JSON");
        }
        List<Error> errors = schema.validate(value);
        return errors.isEmpty() ? new Verdict.Fits(value) : new Verdict.Misfit(lines(errors));
    }

    private static String line(Error error) {
        String where = String.valueOf(error.getInstanceLocation());
        return where.isEmpty() ? error.getMessage() : where + ": " + error.getMessage();
    }

    private static String lines(List<Error> errors) {
        String all = String.join("; ", errors.stream().map(OutputSchema::line).toList());
        return all.length() <= MESSAGE_CHARACTERS
                ? all
                : all.substring(0, MESSAGE_CHARACTERS) + "…";
    }
}
