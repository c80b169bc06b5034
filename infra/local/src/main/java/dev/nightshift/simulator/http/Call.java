package dev.nightshift.simulator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.simulator.chance.Chance;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request to one endpoint.
 *
 * @param id the id in the path; empty when the path has none
 * @param query parameters of the query, decoded
 * @param contentType header of that name; empty when absent
 * @param body to be read once
 * @param late how long the effect of the call is to stay invisible, by fault
 * @param chance the chance that belongs to this call
 */
public record Call(
        String id,
        Map<String, String> query,
        String contentType,
        InputStream body,
        Duration late,
        Chance chance) {

    /** The parameter, or the default when it is absent or empty. */
    public String query(String name, String otherwise) {
        String value = query.get(name);
        return value == null || value.isEmpty() ? otherwise : value;
    }

    /** The body as a JSON object; empty when it is anything else. */
    public Optional<ObjectNode> json() throws IOException {
        try {
            JsonNode tree = Json.MAPPER.readTree(body);
            return tree instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    /** The answer to a body that is no JSON object. */
    public static Answer unreadable() {
        return Answer.invalid(
                "We could not parse the JSON body of your request. The body must be a JSON object.",
                null,
                null);
    }

    /** The text under a key; null when absent, null or no text. */
    public static @Nullable String text(JsonNode object, String key) {
        JsonNode value = object.get(key);
        return value != null && value.isTextual() ? value.textValue() : null;
    }
}
