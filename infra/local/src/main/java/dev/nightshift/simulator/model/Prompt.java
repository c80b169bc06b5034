package dev.nightshift.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The texts of a request.
 *
 * @param words text of the last thing the user said, which replies are made from
 * @param bytes of all texts together, in UTF-8
 * @param messages how many
 */
public record Prompt(String words, long bytes, int messages) {
    private static final int TOKENS_PER_MESSAGE = 3;

    /** No texts at all. */
    static final Prompt EMPTY = new Prompt("", 0, 0);

    /** Tokens of the texts. */
    long tokens() {
        return Tokens.ofBytes(bytes) + (long) TOKENS_PER_MESSAGE * messages;
    }

    /** With one more text by somebody. */
    Prompt and(String role, JsonNode content) {
        String text = text(content);
        return new Prompt(
                role.equals("user") ? text : words, bytes + Tokens.bytes(text), messages + 1);
    }

    /** With the messages of a list. */
    Prompt andAll(JsonNode messages) {
        Prompt all = this;
        for (JsonNode message : messages) {
            all = all.and(message.path("role").asText(""), message.path("content"));
        }
        return all;
    }

    /** A content is a string, or a list of parts of which some have text. */
    private static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            String one = part.path("text").asText(part.path("refusal").asText(""));
            text.append(text.isEmpty() || one.isEmpty() ? "" : "\n").append(one);
        }
        return text.toString();
    }
}
