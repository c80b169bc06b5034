package dev.nightshift.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

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

    /** The same without values that the table did not take. */
    Ended refused() {
        return new Ended(key, version, isFinal, "failed: not_stored", Map.of());
    }
}
