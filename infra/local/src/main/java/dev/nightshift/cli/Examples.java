package dev.nightshift.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One record for each way in which records ended, found in a job's results. */
final class Examples {
    /** The results of one batch: further on nobody would wait for an example. */
    private static final int LOOKED_AT = 50_000;

    private static final JsonFactory JSON = new JsonFactory();

    private Examples() {}

    /** The way in which a record ended, as in {@code skipped/duplicate_id}. */
    static String key(String outcome, @Nullable String code) {
        return code == null ? outcome : outcome + "/" + code;
    }

    /**
     * Reads results until each way has its example.
     *
     * @param results as {@code results.jsonl} has them; not closed
     * @param wanted keys
     * @return the record's id and message by key
     */
    static Map<String, String> find(InputStream results, Set<String> wanted) throws IOException {
        Map<String, String> found = new HashMap<>();
        try (JsonParser json =
                JSON.createParser(results).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)) {
            for (int i = 0; i < LOOKED_AT && found.size() < wanted.size(); i++) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    break;
                }
                Example example = read(json);
                if (wanted.contains(example.key())) {
                    found.putIfAbsent(example.key(), example.text());
                }
            }
        }
        return found;
    }

    private static Example read(JsonParser json) throws IOException {
        Map<String, String> texts = new HashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (value.isScalarValue()) {
                texts.put(field, Objects.requireNonNullElse(json.getValueAsString(), ""));
            } else {
                json.skipChildren();
            }
        }
        return new Example(
                key(texts.getOrDefault("outcome", ""), texts.get("code")),
                texts.getOrDefault("id", ""),
                texts.getOrDefault("message", ""));
    }

    private record Example(String key, String id, String message) {
        String text() {
            return message.isEmpty() ? "record " + id : "record " + id + ": " + message;
        }
    }
}
