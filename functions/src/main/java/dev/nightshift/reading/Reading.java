package dev.nightshift.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a task makes records of an input's rows.
 *
 * @param path names of the members of a JSON document that lead to its list of records; null where
 *     the document is that list, or has only one
 * @param group how rows become one record; null where each row is one
 * @param split how a record becomes several; null where it stays one
 * @param filters what keeps a record from being sent
 */
public record Reading(
        @Nullable List<String> path,
        @Nullable Group group,
        @Nullable Split split,
        List<Condition> filters) {

    /** Every row is a record. */
    public static final Reading PLAIN = new Reading(null, null, null, List.of());

    public Reading {
        path = path == null ? null : List.copyOf(path);
        filters = List.copyOf(filters);
    }
}
