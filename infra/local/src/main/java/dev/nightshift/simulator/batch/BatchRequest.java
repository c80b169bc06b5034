package dev.nightshift.simulator.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.simulator.http.Answer;
import dev.nightshift.simulator.http.Call;
import dev.nightshift.simulator.model.Dialect;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call to create a batch asks for.
 *
 * @param metadata null when not given
 * @param outputLifetime seconds
 * @see <a href="https://platform.openai.com/docs/api-reference/batch/create">OpenAI's reference,
 *     create batch</a>
 */
record BatchRequest(
        String inputFileId,
        Dialect dialect,
        @Nullable Map<String, String> metadata,
        long outputLifetime) {
    private static final long MONTH = 2_592_000;
    private static final int MOST_PAIRS = 16;
    private static final int LONGEST_KEY = 64;
    private static final int LONGEST_VALUE = 512;
    private static final List<String> ENDPOINTS =
            List.of(
                    "/v1/responses",
                    "/v1/chat/completions",
                    "/v1/embeddings",
                    "/v1/completions",
                    "/v1/moderations",
                    "/v1/images/generations",
                    "/v1/images/edits",
                    "/v1/videos");

    /** A request, or the answer to a wrong one. */
    sealed interface Parsed {
        record Good(BatchRequest request) implements Parsed {}

        record Refused(Answer answer) implements Parsed {}
    }

    static Parsed parse(ObjectNode body) {
        for (String name : List.of("input_file_id", "endpoint", "completion_window")) {
            if (Call.text(body, name) == null) {
                return refused(
                        "Missing required parameter: '%s'.".formatted(name),
                        name,
                        "missing_required_parameter");
            }
        }
        Answer refusal = refusal(body);
        if (refusal != null) {
            return new Parsed.Refused(refusal);
        }
        String endpoint = body.path("endpoint").textValue();
        return Dialect.ofPath(endpoint)
                .<Parsed>map(dialect -> new Parsed.Good(read(body, dialect)))
                .orElseGet(
                        () ->
                                refused(
                                        "The simulator has no batches for %s.".formatted(endpoint),
                                        "endpoint",
                                        "invalid_value"));
    }

    private static BatchRequest read(ObjectNode body, Dialect dialect) {
        Map<String, String> metadata = null;
        if (body.path("metadata").isObject()) {
            metadata = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> pair : body.path("metadata").properties()) {
                metadata.put(pair.getKey(), pair.getValue().asText());
            }
        }
        return new BatchRequest(
                body.path("input_file_id").textValue(),
                dialect,
                metadata == null ? null : Collections.unmodifiableMap(metadata),
                body.path("output_expires_after").path("seconds").asLong(MONTH));
    }

    private static @Nullable Answer refusal(ObjectNode body) {
        String endpoint = body.path("endpoint").textValue();
        if (!ENDPOINTS.contains(endpoint)) {
            return Answer.invalid(
                    "Invalid value: '%s'. Supported values are: %s."
                            .formatted(endpoint, quoted(ENDPOINTS)),
                    "endpoint",
                    "invalid_value");
        }
        String window = body.path("completion_window").textValue();
        if (!window.equals("24h")) {
            return Answer.invalid(
                    "Invalid value: '%s'. Value must be '24h'.".formatted(window),
                    "completion_window",
                    "invalid_value");
        }
        JsonNode seconds = body.path("output_expires_after").path("seconds");
        if (!seconds.isMissingNode() && (seconds.asLong() < 3600 || seconds.asLong() > MONTH)) {
            return Answer.invalid(
                    "Invalid 'output_expires_after.seconds': expected 3600 to 2592000, but got %s."
                            .formatted(seconds),
                    "output_expires_after.seconds",
                    "invalid_value");
        }
        return body.hasNonNull("metadata") ? metadataRefusal(body.path("metadata")) : null;
    }

    private static @Nullable Answer metadataRefusal(JsonNode metadata) {
        if (!metadata.isObject()) {
            return wrongType("metadata", "an object", metadata);
        }
        if (metadata.size() > MOST_PAIRS) {
            return Answer.invalid(
                    "Invalid 'metadata': too many properties. Expected at most %d, but got %d."
                            .formatted(MOST_PAIRS, metadata.size()),
                    "metadata",
                    "object_above_max_properties");
        }
        for (Map.Entry<String, JsonNode> pair : metadata.properties()) {
            String param = "metadata." + pair.getKey();
            if (!pair.getValue().isTextual()) {
                return wrongType(param, "a string", pair.getValue());
            }
            int length = pair.getValue().textValue().length();
            if (pair.getKey().length() > LONGEST_KEY || length > LONGEST_VALUE) {
                return Answer.invalid(
                        "Invalid '%s': too long. A key has at most %d characters, a value %d."
                                .formatted(param, LONGEST_KEY, LONGEST_VALUE),
                        param,
                        "string_above_max_length");
            }
        }
        return null;
    }

    private static Answer wrongType(String param, String expected, JsonNode was) {
        String type =
                was.getNodeType() == JsonNodeType.ARRAY || was.getNodeType() == JsonNodeType.OBJECT
                        ? "an " + was.getNodeType().name().toLowerCase(Locale.ROOT)
                        : "a " + was.getNodeType().name().toLowerCase(Locale.ROOT);
        return Answer.invalid(
                "Invalid type for '%s': expected %s, but got %s instead."
                        .formatted(param, expected, type),
                param,
                "invalid_type");
    }

    private static String quoted(List<String> values) {
        int last = values.size() - 1;
        return "'%s', and '%s'"
                .formatted(String.join("', '", values.subList(0, last)), values.get(last));
    }

    private static Parsed refused(String message, String param, String code) {
        return new Parsed.Refused(Answer.invalid(message, param, code));
    }
}
