package dev.nightshift.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.nightshift.record.Records;
import dev.nightshift.record.Row;
import dev.nightshift.record.SkipReason;
import dev.nightshift.record.SourceRecord;
import dev.nightshift.record.UnreadableInputException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes records of rows that belong together. */
final class GroupMaker {
    private static final JsonFactory JSON = new JsonFactory();

    private final Group group;

    /**
     * @throws UnreadableInputException when the rows lack a field that is needed to group them
     */
    GroupMaker(Group group, Records rows) {
        this.group = group;
        Stream<String> needed =
                Stream.of(
                                Stream.of(group.by()),
                                Stream.ofNullable(group.sort()),
                                group.keep().stream(),
                                group.drop().stream().flatMap(Condition::fields))
                        .flatMap(fields -> fields);
        MissingFields.refuse("group of the task", needed, rows);
    }

    /** The fields of the records. */
    List<String> columns() {
        List<String> columns = new ArrayList<>();
        columns.add(group.by());
        columns.addAll(group.keep());
        columns.add(group.into());
        return columns;
    }

    /** What the records are called that a row belongs to; "" for a row of none. */
    String idOf(SourceRecord row) {
        return row.fields().getOrDefault(group.by(), "").strip();
    }

    /** Whether a row is left out. */
    boolean isDropped(SourceRecord row) {
        return group.drop().stream().anyMatch(condition -> condition.isMetBy(row.fields()));
    }

    /** A row as a part of its record. */
    GroupRow part(SourceRecord row) throws IOException {
        return new GroupRow(
                group.sort() == null ? "" : row.fields().getOrDefault(group.sort(), ""),
                group.keep().stream().map(field -> row.fields().getOrDefault(field, "")).toList(),
                json(row.fields()));
    }

    /** A row that belongs to no record. */
    Row withoutId(long ordinal, SourceRecord row) {
        return new Row.Unusable(
                ordinal,
                row.line(),
                "line-" + row.line(),
                SkipReason.MISSING_FIELD,
                group.by() + " is empty, and rows are grouped by it",
                row.fields());
    }

    /**
     * A record.
     *
     * @param line of its first row
     * @param rows as they come in the file; none where all of them were dropped
     */
    Row record(long ordinal, long line, String id, List<GroupRow> rows) {
        if (rows.isEmpty()) {
            return unusable(
                    ordinal, line, id, SkipReason.FILTER, "all its rows were dropped", rows);
        }
        return new Row.Usable(new SourceRecord(ordinal, line, id, fields(id, rows)));
    }

    /** A record that came before. */
    Row duplicate(long ordinal, long line, String id, List<GroupRow> rows, long firstLine) {
        return unusable(
                ordinal,
                line,
                id,
                SkipReason.DUPLICATE_ID,
                "rows of it stand from line %d on already, and the task says that they are adjacent; sort the file by %s, or leave adjacent out"
                        .formatted(firstLine, group.by()),
                rows);
    }

    /** A record with more text than a row may have. */
    Row tooLarge(long ordinal, long line, String id) {
        return unusable(
                ordinal,
                line,
                id,
                SkipReason.TOO_LARGE,
                "its rows have more than %d characters together".formatted(Records.MAX_CHARACTERS),
                List.of());
    }

    private Row unusable(
            long ordinal,
            long line,
            String id,
            SkipReason reason,
            String message,
            List<GroupRow> rows) {
        Map<String, String> fields = rows.isEmpty() ? Map.of(group.by(), id) : fields(id, rows);
        return new Row.Unusable(ordinal, line, id, reason, message, fields);
    }

    private Map<String, String> fields(String id, List<GroupRow> rows) {
        List<GroupRow> sorted = group.sort() == null ? rows : RowOrder.sorted(rows);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(group.by(), id);
        for (int i = 0; i < group.keep().size(); i++) {
            fields.put(group.keep().get(i), sorted.getFirst().kept().get(i));
        }
        fields.put(
                group.into(),
                sorted.stream().map(GroupRow::json).collect(Collectors.joining(",", "[", "]")));
        return fields;
    }

    private String json(Map<String, String> fields) throws IOException {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, String> field : fields.entrySet()) {
                if (!field.getKey().equals(group.by()) && !group.keep().contains(field.getKey())) {
                    json.writeStringField(field.getKey(), field.getValue());
                }
            }
            json.writeEndObject();
        }
        return text.toString();
    }
}
