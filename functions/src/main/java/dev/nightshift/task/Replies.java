package dev.nightshift.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a task's replies.
 *
 * @param questions how many questions one reply answers that would otherwise be asked singly
 * @param columns what of a reply stands in a table, in order
 * @param group how results are brought together in a file of their own; null for no such file
 * @param handover what another system imports: columns and the places in a line of the results that
 *     each shows; empty for no such file
 */
public record Replies(
        Refinement refinement,
        int questions,
        List<ResultColumn> columns,
        @Nullable ResultGroup group,
        List<ResultColumn> handover) {
    public Replies {
        columns = List.copyOf(columns);
        handover = List.copyOf(handover);
    }

    /**
     * Results that belong together: those of neighbouring records with the same text in a field.
     *
     * @param by that field
     * @param key the field that names a record's result in its group
     * @param fields that the group has of its first record
     */
    public record ResultGroup(String by, String key, List<String> fields) {
        public ResultGroup {
            fields = List.copyOf(fields);
        }
    }
}
