package dev.nightshift.record;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives rows their ids, and knows those that came before. */
final class RowIds {
    private final @Nullable String column;
    private final SeenIds seen = new SeenIds();

    private RowIds(@Nullable String column) {
        this.column = column;
    }

    /** No column holds ids: rows are called after their places. */
    static RowIds none() {
        return new RowIds(null);
    }

    /**
     * Ids that stand in a column.
     *
     * @param wanted the column that was named; null for the one called {@code id}, in any case
     * @throws UnreadableInputException when there is none of the name
     */
    static RowIds of(List<String> columns, @Nullable String wanted) {
        if (wanted == null) {
            return new RowIds(
                    columns.contains("id")
                            ? "id"
                            : columns.stream()
                                    .filter(column -> column.equalsIgnoreCase("id"))
                                    .findFirst()
                                    .orElse(null));
        }
        String column = wanted.strip();
        if (!columns.contains(column)) {
            throw new UnreadableInputException(
                    "There is no id column %s; the columns are %s"
                            .formatted(Excerpt.of(wanted), Excerpt.of(columns)));
        }
        return new RowIds(column);
    }

    @Nullable String column() {
        return column;
    }

    /**
     * What a row is called.
     *
     * @param made its id if it has none of its own
     */
    String of(Map<String, String> fields, String made) {
        String id = column == null ? "" : fields.getOrDefault(column, "").strip();
        return id.isEmpty() ? made : id;
    }

    /** The row of a record, which cannot be used if its id came before. */
    Row row(long ordinal, long line, Map<String, String> fields, String made) {
        String id = of(fields, made);
        long firstLine = column == null ? 0 : seen.firstLineOrAdd(id, line);
        return firstLine == 0
                ? new Row.Usable(new SourceRecord(ordinal, line, id, fields))
                : new Row.Unusable(
                        ordinal,
                        line,
                        id,
                        SkipReason.DUPLICATE_ID,
                        "The id %s already stands on line %d".formatted(Excerpt.of(id), firstLine),
                        fields);
    }
}
