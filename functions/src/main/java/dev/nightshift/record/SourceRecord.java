package dev.nightshift.record;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One usable input row.
 *
 * @param ordinal place among the job's rows, from 0; unusable rows have ordinals as well
 * @param line first line of the row in the file, from 1
 * @param id what the user calls it, unique in the file; never blank
 * @param fields text by column, in column order, as it stands in the file; an empty cell is ""
 */
public record SourceRecord(long ordinal, long line, String id, Map<String, String> fields) {
    public SourceRecord {
        requirePlace(ordinal, line);
        if (id.isBlank()) {
            throw new IllegalArgumentException("The record on line " + line + " has a blank id");
        }
        fields = inOrder(fields);
    }

    static void requirePlace(long ordinal, long line) {
        if (ordinal < 0) {
            throw new IllegalArgumentException("Ordinals begin at 0: " + ordinal);
        }
        if (line < 1) {
            throw new IllegalArgumentException("Lines begin at 1: " + line);
        }
    }

    static Map<String, String> inOrder(Map<String, String> fields) {
        var copy = new LinkedHashMap<String, String>(fields.size() * 2);
        fields.forEach((column, text) -> copy.put(requireNonNull(column), requireNonNull(text)));
        return Collections.unmodifiableMap(copy);
    }
}
