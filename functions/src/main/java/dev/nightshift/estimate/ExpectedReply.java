package dev.nightshift.estimate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.task.Task;
import dev.nightshift.tokens.TokenCounter;
import java.util.Optional;

/**
 * How long a reply may be expected to be, before there was one.
 *
 * @param tokens of one reply; empty when there is nothing to go by
 * @param basis where the figure comes from, or why there is none
 */
public record ExpectedReply(Optional<Integer> tokens, String basis) {
    /** An assumption, and said to be one. */
    private static final int TOKENS_OF_A_TEXT = 25;

    /**
     * Goes by the task's schema: a reply of its shape, with the longest of each list of values, is
     * counted. What a model thinks before it answers is not to be foreseen.
     */
    public static ExpectedReply of(Task task) {
        if (!"none".equals(task.effort()) && !task.model().startsWith("gpt-4")) {
            return new ExpectedReply(
                    Optional.empty(),
                    "no expectation: %s may reason before it answers, and how much is not known"
                            .formatted(task.model()));
        }
        JsonNode output = task.output();
        if (output == null) {
            return new ExpectedReply(Optional.empty(), "no expectation: the reply is free text");
        }
        var shape = new Shape();
        shape.write(output);
        long tokens =
                TokenCounter.forModel(task.model()).count(shape.json.toString())
                        + (long) TOKENS_OF_A_TEXT * shape.texts;
        return new ExpectedReply(
                Optional.of((int) Math.min(tokens, task.maxOutputTokens())),
                "%,d a reply by its schema, with %d assumed for each free text"
                        .formatted(Math.min(tokens, task.maxOutputTokens()), TOKENS_OF_A_TEXT));
    }

    /** An example of a reply, its free texts empty and counted. */
    private static final class Shape {
        private static final int LONGEST = 100_000;

        private final StringBuilder json = new StringBuilder();
        private int texts;

        void write(JsonNode schema) {
            if (json.length() > LONGEST) {
                return;
            }
            if (schema.has("enum")) {
                json.append(longest(schema.path("enum")));
                return;
            }
            if (schema.has("anyOf")) {
                write(schema.path("anyOf").path(0));
                return;
            }
            JsonNode type = schema.path("type");
            switch (type.isArray() ? type.path(0).asText() : type.asText()) {
                case "object" -> writeObject(schema.path("properties"));
                case "array" -> writeArray(schema);
                case "integer", "number" -> json.append("100");
                case "boolean" -> json.append("false");
                case "null" -> json.append("null");
                default -> {
                    json.append("\"\"");
                    texts++;
                }
            }
        }

        private void writeObject(JsonNode properties) {
            String between = "{";
            for (var property : properties.properties()) {
                json.append(between).append('"').append(property.getKey()).append("\":");
                write(property.getValue());
                between = ",";
            }
            json.append('}');
        }

        /** As many items as lie in the middle of what is allowed. */
        private void writeArray(JsonNode schema) {
            int least = schema.path("minItems").asInt(1);
            int most = schema.path("maxItems").asInt(Math.max(3, least));
            json.append('[');
            for (int i = 0; i < (least + (long) most + 1) / 2 && json.length() <= LONGEST; i++) {
                json.append(i == 0 ? "" : ",");
                write(schema.path("items"));
            }
            json.append(']');
        }

        private static String longest(JsonNode values) {
            String longest = "";
            for (JsonNode value : values) {
                String text = value.toString();
                longest = text.length() > longest.length() ? text : longest;
            }
            return longest;
        }
    }
}
