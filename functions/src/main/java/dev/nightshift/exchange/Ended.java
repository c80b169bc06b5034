package dev.nightshift.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.record.OutcomeKind;
import dev.nightshift.record.SourceRecord;
import dev.nightshift.source.Source;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A record that a job is done with.
 *
 * @param version as it was read, see {@link DueRecord}
 * @param isFinal whether it is marked; if not, the next job takes it
 * @param outcome as it is written
 * @param values what is written, by column; empty where there is no result
 */
record Ended(
        String key, String version, boolean isFinal, String outcome, Map<String, JsonNode> values) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A line of a job's results.
     *
     * @param written where the properties of its reply go
     */
    static Ended of(byte[] buffer, int start, int length, Source.Written written)
            throws IOException {
        JsonNode result = JSON.readTree(buffer, start, length);
        OutcomeKind kind = OutcomeKind.fromWire(result.path("outcome").asText());
        String code = result.path("code").textValue();
        Map<String, JsonNode> values = new LinkedHashMap<>();
        JsonNode reply = result.path("result");
        if (kind == OutcomeKind.SUCCEEDED) {
            written.results()
                    .forEach((property, column) -> values.put(column, reply.path(property)));
        }
        return new Ended(
                result.path("id").asText(),
                result.path("fields").path(Source.VERSION).asText(DueRecord.NO_VERSION),
                isFinal(kind),
                kind.wire() + (code == null ? "" : ": " + code),
                values);
    }

    /** One that was never sent, and is left to the next job. */
    static Ended unsent(SourceRecord record) {
        return new Ended(
                record.id(),
                Objects.requireNonNull(record.fields().get(Source.VERSION)),
                false,
                "unsent: not_sent",
                Map.of());
    }

    /** What was never sent, or stopped, is left to the next job. */
    private static boolean isFinal(OutcomeKind kind) {
        return switch (kind) {
            case UNSENT, CANCELLED -> false;
            case SUCCEEDED, INVALID, REFUSED, TRUNCATED, FAILED, FILTERED, SKIPPED -> true;
        };
    }

    /** The same without values that the table did not take. */
    Ended refused() {
        return new Ended(key, version, isFinal, "failed: not_stored", Map.of());
    }
}
