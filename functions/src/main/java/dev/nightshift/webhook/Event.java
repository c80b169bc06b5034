package dev.nightshift.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/**
 * What OpenAI tells: {@code {"id":"evt_…","type":"batch.completed","data":{"id":"batch_…"}}}. It
 * only points at what has changed.
 *
 * @param type such as {@code batch.completed}
 * @param subject the id of what it is about
 */
record Event(String type, String subject) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An event from a body; nothing when it is none. */
    static Optional<Event> read(byte[] body) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JsonProcessingException none) {
            return Optional.empty();
        }
        String type = root.path("type").asText();
        return type.isEmpty()
                ? Optional.empty()
                : Optional.of(new Event(type, root.path("data").path("id").asText()));
    }

    /** Whether a batch has come to an end. */
    boolean isOfBatch() {
        return type.startsWith("batch.") && !subject.isEmpty();
    }
}
