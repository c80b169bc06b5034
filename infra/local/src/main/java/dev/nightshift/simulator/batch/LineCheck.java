package dev.nightshift.simulator.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.simulator.http.Json;
import dev.nightshift.simulator.model.Ask;
import dev.nightshift.simulator.model.Dialect;
import dev.nightshift.simulator.model.ModelSettings;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the lines of one file, one after the other: each by itself, that no two have the same
 * {@code custom_id} and that all name the same model.
 *
 * @see <a href="https://platform.openai.com/docs/guides/batch">OpenAI's guide, Batch</a>
 */
final class LineCheck {
    private static final List<String> REQUIRED = List.of("custom_id", "method", "url", "body");

    /** A longer line is taken for one that cannot be read. */
    private static final int LONGEST = 16 << 20;

    private final Dialect dialect;
    private final ModelSettings models;
    private final Set<String> ids = new HashSet<>();
    private @Nullable String model;

    LineCheck(Dialect dialect, ModelSettings models) {
        this.dialect = dialect;
        this.models = models;
    }

    /** A line that can be answered, or what is wrong with it. */
    sealed interface Checked {
        record Good(Ask ask) implements Checked {}

        record Bad(LineError error) implements Checked {}
    }

    /** The model of the lines so far; null when none named one. */
    @Nullable String model() {
        return model;
    }

    /** Checks the next line, the {@code number}th, counted from 1. */
    Checked check(int number, byte[] bytes, int from, int length) throws IOException {
        if (length > LONGEST || (number == 1 && startsWithMark(bytes, from, length))) {
            return unreadable(number);
        }
        try {
            JsonNode line = Json.MAPPER.readTree(bytes, from, length);
            return line instanceof ObjectNode object ? check(number, object) : unreadable(number);
        } catch (JsonProcessingException _) {
            return unreadable(number);
        }
    }

    private Checked check(int number, ObjectNode line) {
        for (String name : REQUIRED) {
            if (!line.hasNonNull(name)) {
                return missing(number, name, name);
            }
        }
        if (!line.path("custom_id").isTextual()) {
            return bad("invalid_type", number, "Expected 'custom_id' to be a string.", "custom_id");
        }
        if (!ids.add(line.path("custom_id").textValue())) {
            return bad(
                    "duplicate_custom_id",
                    number,
                    "The custom_id of this line is used by an earlier line.",
                    "custom_id");
        }
        if (!line.path("method").asText().equals("POST")) {
            return bad("invalid_value", number, "The only supported method is POST.", "method");
        }
        if (!line.path("url").asText().equals(dialect.path())) {
            return bad(
                    "invalid_url",
                    number,
                    "The URL provided for this request does not match the batch endpoint.",
                    "url");
        }
        return line.path("body") instanceof ObjectNode body
                ? checkBody(number, dialect.read(body))
                : bad("invalid_type", number, "Expected 'body' to be an object.", "body");
    }

    private Checked checkBody(int number, Ask ask) {
        if (ask.model().isEmpty()) {
            return bad("invalid_request", number, "Model parameter is required.", "body.model");
        }
        if (!models.knows(ask.model())) {
            return bad(
                    "model_not_found",
                    number,
                    "The provided model '%s' is not supported by the Batch API."
                            .formatted(ask.model()),
                    "body.model");
        }
        String first = model;
        if (first == null) {
            model = ask.model();
        } else if (!first.equals(ask.model())) {
            return bad(
                    "model_mismatch",
                    number,
                    "All requests of a batch name the same model: '%s' is not '%s'."
                            .formatted(ask.model(), first),
                    "body.model");
        }
        if (ask.body().path("stream").asBoolean(false)) {
            return bad(
                    "streaming_unsupported",
                    number,
                    "Streaming is not supported in the Batch API.",
                    "body.stream");
        }
        return ask.body().hasNonNull(ask.contentParam())
                ? new Checked.Good(ask)
                : missing(number, ask.contentParam(), "body." + ask.contentParam());
    }

    /** The byte order mark, which OpenAI takes for a part of the first line. */
    private static boolean startsWithMark(byte[] bytes, int from, int length) {
        return length >= 3
                && bytes[from] == (byte) 0xEF
                && bytes[from + 1] == (byte) 0xBB
                && bytes[from + 2] == (byte) 0xBF;
    }

    private static Checked unreadable(int number) {
        return bad("invalid_json_line", number, "This line is not parseable as valid JSON.", null);
    }

    private static Checked missing(int number, String name, String param) {
        return bad(
                "missing_required_parameter",
                number,
                "Missing required parameter: '%s'.".formatted(name),
                param);
    }

    private static Checked bad(String code, int number, String message, @Nullable String param) {
        return new Checked.Bad(new LineError(code, number, message, param));
    }
}
