package dev.nightshift.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that have the same value in a field are one record.
 *
 * @param by the field; its value is the record's id
 * @param sort the field by which the rows of a record are sorted; null to leave them as in the file
 * @param into the record's field that holds the rows, as a JSON list of objects
 * @param keep fields of the first row that the record has, too
 * @param drop rows that meet one of these are left out
 * @param isAdjacent whether the rows of a record lie together
 */
public record Group(
        String by,
        @Nullable String sort,
        String into,
        List<String> keep,
        List<Condition> drop,
        boolean isAdjacent) {

    public Group {
        keep = List.copyOf(keep);
        drop = List.copyOf(drop);
    }
}
