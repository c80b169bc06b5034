package dev.nightshift.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nightshift.record.ColumnSample;
import dev.nightshift.record.InputForm;
import dev.nightshift.record.Records;
import dev.nightshift.record.Row;
import dev.nightshift.record.SkipReason;
import dev.nightshift.record.SourceRecord;
import dev.nightshift.record.UnreadableInputException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records each of which is a part of another. A part is called after its record and its own name or
 * place: {@code hero/design}. A record without parts stays one that cannot be used.
 */
final class SplitRecords implements Records {
    private static final ObjectMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxStringLength(MAX_CHARACTERS)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private final Records source;
    private final Split split;
    private final ColumnSample<Row> parts;
    private final List<String> columns;
    private List<Part> left = List.of();
    private int nextPart;
    private @Nullable SourceRecord whole;
    private long ordinal;

    /**
     * @throws UnreadableInputException when no record has what is to be split
     */
    SplitRecords(Records source, Split split) throws IOException {
        this.source = source;
        this.split = split;
        MissingFields.refuse("split of the task", Stream.of(split.field()), source);
        this.parts = new ColumnSample<>(this::read, SplitRecords::fields);
        Set<String> names = new LinkedHashSet<>(source.columns());
        names.remove(split.field());
        names.addAll(parts.columns());
        this.columns = List.copyOf(names);
    }

    /**
     * A part of a record.
     *
     * @param key its name, or its place from 1
     */
    private record Part(String key, JsonNode value) {}

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public boolean hasAllColumns() {
        return parts.isWhole();
    }

    @Override
    public InputForm form() {
        return source.form();
    }

    @Override
    public long rowsRead() {
        return source.rowsRead();
    }

    @Override
    public long rowsDropped() {
        return source.rowsDropped();
    }

    @Override
    public @Nullable Row next() throws IOException {
        return parts.next();
    }

    private @Nullable Row read() throws IOException {
        while (true) {
            SourceRecord record = whole;
            if (record != null && nextPart < left.size()) {
                return part(record, left.get(nextPart), nextPart++);
            }
            switch (source.next()) {
                case null -> {
                    return null;
                }
                case Row.Unusable row -> {
                    return row.at(place());
                }
                case Row.Usable(var next) -> {
                    left = partsOf(next);
                    nextPart = 0;
                    whole = next;
                    if (left.isEmpty()) {
                        return without(next);
                    }
                }
            }
        }
    }

    private long place() {
        if (ordinal == MAX_ROWS) {
            throw new UnreadableInputException(
                    "The records of the file have more than %d parts: split it"
                            .formatted(MAX_ROWS));
        }
        return ordinal++;
    }

    /** Empty where there is no list or object, or nothing in it. */
    private List<Part> partsOf(SourceRecord record) {
        JsonNode members;
        try {
            members = JSON.readTree(record.fields().getOrDefault(split.field(), ""));
        } catch (JsonProcessingException e) {
            return List.of();
        }
        if (members.isObject()) {
            return members.properties().stream()
                    .map(member -> new Part(member.getKey(), member.getValue()))
                    .toList();
        }
        var place = new int[1];
        return members.valueStream()
                .map(member -> new Part(Integer.toString(++place[0]), member))
                .toList();
    }

    private Row without(SourceRecord record) {
        String text = record.fields().getOrDefault(split.field(), "");
        boolean isEmpty = new Condition.Empty(true).accepts(text);
        return new Row.Unusable(
                place(),
                record.line(),
                record.id(),
                isEmpty ? SkipReason.MISSING_FIELD : SkipReason.UNREADABLE_ROW,
                split.field()
                        + (isEmpty
                                ? " is empty, so there is nothing to split"
                                : " is neither a JSON list nor an object"),
                record.fields());
    }

    private Row part(SourceRecord record, Part part, int before) {
        String id = record.id() + "/" + part.key();
        Map<String, String> fields = new LinkedHashMap<>(record.fields());
        fields.remove(split.field());
        if (split.key() != null) {
            fields.put(split.key(), part.key());
        }
        if (part.value().isObject()) {
            part.value()
                    .properties()
                    .forEach(member -> fields.put(member.getKey(), text(member.getValue())));
        } else if (split.value() != null) {
            fields.put(split.value(), text(part.value()));
        }
        return split.most() != null && before >= split.most()
                ? new Row.Unusable(
                        place(),
                        record.line(),
                        id,
                        SkipReason.TOO_MANY_PARTS,
                        "%s has %,d parts, and the task takes %,d of them"
                                .formatted(split.field(), left.size(), split.most()),
                        fields)
                : new Row.Usable(new SourceRecord(place(), record.line(), id, fields));
    }

    private static String text(JsonNode value) {
        return value.isContainerNode() ? value.toString() : value.asText("");
    }

    private static Map<String, String> fields(Row row) {
        return switch (row) {
            case Row.Usable(var record) -> record.fields();
            // Names of a record that was not split are no columns of its parts.
            case Row.Unusable unusable -> Map.of();
        };
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
