package dev.nightshift.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.http.ProblemException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records that came with a request, as the file that jobs read. */
final class InlineRecords {
    /** A thousand records that have no field in common would else make a million columns. */
    private static final int MOST_FIELDS = 500;

    private static final ObjectMapper JSON = new ObjectMapper();

    private InlineRecords() {}

    /**
     * A file with a JSON object on every line.
     *
     * @throws ProblemException when there are too many fields, or none
     */
    static String lines(List<Map<String, @Nullable Object>> records) {
        Set<String> fields = new HashSet<>();
        records.forEach(record -> fields.addAll(record.keySet()));
        if (fields.isEmpty() || fields.size() > MOST_FIELDS) {
            throw ProblemException.ofField(
                    "records",
                    "must have from 1 to %,d different fields, and have %,d"
                            .formatted(MOST_FIELDS, fields.size()));
        }
        var lines = new StringBuilder();
        try {
            for (Map<String, @Nullable Object> record : records) {
                lines.append(JSON.writeValueAsString(record)).append('\n');
            }
        } catch (JsonProcessingException e) {
            throw ProblemException.ofField("records", "cannot be written as JSON");
        }
        return lines.toString();
    }
}
