package dev.nightshift.task;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.nightshift.record.WholeText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What was said before a prompt, the oldest first. As text it is a JSON array:
 *
 * <pre>
 * [{"role":"user","content":"Analyse this lead. …"},{"role":"assistant","content":"{…}"}]
 * </pre>
 *
 * @param messages may be empty
 */
public record History(List<Message> messages) {
    /** Nothing was said. */
    public static final History NONE = new History(List.of());

    private static final ObjectMapper JSON =
            new ObjectMapper(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxStringLength(Integer.MAX_VALUE)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    public History {
        messages = List.copyOf(messages);
    }

    /** Who said something. */
    public enum Role {
        USER("user"),
        ASSISTANT("assistant");

        private final String wire;

        Role(String wire) {
            this.wire = wire;
        }

        /** OpenAI's word. */
        public String wire() {
            return wire;
        }
    }

    /** Something that was said. */
    public record Message(Role role, String content) {}

    /** A history from its text, where blank is none; empty when it is something else. */
    public static Optional<History> read(String text) {
        if (text.isBlank()) {
            return Optional.of(NONE);
        }
        JsonNode array;
        try {
            array = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : array) {
            Optional<Role> role =
                    Arrays.stream(Role.values())
                            .filter(one -> one.wire.equals(message.path("role").textValue()))
                            .findFirst();
            if (role.isEmpty() || !message.path("content").isTextual()) {
                return Optional.empty();
            }
            messages.add(
                    new Message(role.get(), WholeText.of(message.path("content").textValue())));
        }
        return array.isArray() ? Optional.of(new History(messages)) : Optional.empty();
    }

    /** The same with one more question and its answer. */
    public History and(String question, String answer) {
        List<Message> more = new ArrayList<>(messages);
        more.add(new Message(Role.USER, question));
        more.add(new Message(Role.ASSISTANT, answer));
        return new History(more);
    }

    /** All that was said, for whoever counts or compares it; nothing where nothing was. */
    public String said() {
        return messages.isEmpty() ? "" : text();
    }

    /** The text that {@link #read} reads. */
    public String text() {
        ArrayNode array = JSON.createArrayNode();
        for (Message message : messages) {
            array.addObject().put("role", message.role().wire).put("content", message.content());
        }
        return array.toString();
    }
}
