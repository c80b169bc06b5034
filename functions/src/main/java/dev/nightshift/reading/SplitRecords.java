package dev.nightshift.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
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
import dev.nightshift.record.SeenIds;
import dev.nightshift.record.SkipReason;
import dev.nightshift.record.SourceRecord;
import dev.nightshift.record.UnreadableInputException;
import dev.nightshift.record.WholeText;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records each of which is a part of another. A part is called after its record and its own name or
 * place: {@code hero/design}. A record without parts stays one that cannot be used, and so does a
 * further part of the same name.
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
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private final Records source;
    private final Split split;
    private final SeenIds seen = new SeenIds();
    private final ColumnSample<Row> parts;
    private final List<String> columns;
    private @Nullable Whole whole;
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
        if (parts.columns().isEmpty()) {
            // Of records without any part it is known only what the task calls theirs.
            Stream.of(split.key(), split.value()).filter(Objects::nonNull).forEach(names::add);
        }
        this.columns = List.copyOf(names);
    }

    /** A record that is being split, and the place in it, so that its parts are never all held. */
    private static final class Whole {
        private final SourceRecord record;
        private final int count;
        private final JsonParser members;
        private int taken;

        Whole(SourceRecord record, String text, int count) throws IOException {
            this.record = record;
            this.count = count;
            this.members = JSON.createParser(text);
            members.nextToken();
        }
    }

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
            Whole begun = whole;
            if (begun != null && begun.taken < begun.count) {
                return part(begun);
            }
            switch (source.next()) {
                case null -> {
                    return null;
                }
                case Row.Unusable row -> {
                    return row.at(place());
                }
                case Row.Usable(var record) -> {
                    String text = record.fields().getOrDefault(split.field(), "");
                    int count = count(text);
                    if (count < 1) {
                        return without(record, count == 0 || text.isBlank());
                    }
                    whole = new Whole(record, text, count);
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

    /** How many members a list or object has; -1 for a text that is none. */
    private static int count(String text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            JsonToken begin = json.nextToken();
            if (begin == null || !begin.isStructStart()) {
                return -1;
            }
            int count = 0;
            while (!json.nextToken().isStructEnd()) {
                if (json.currentToken() == JsonToken.FIELD_NAME) {
                    json.nextToken();
                }
                json.skipChildren();
                count++;
            }
            return json.nextToken() == null ? count : -1;
        } catch (JsonProcessingException e) {
            return -1;
        }
    }

    private Row without(SourceRecord record, boolean isEmpty) {
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

    private Row part(Whole begun) throws IOException {
        SourceRecord record = begun.record;
        int number = ++begun.taken;
        boolean isNamed = begun.members.nextToken() == JsonToken.FIELD_NAME;
        String key = isNamed ? WholeText.of(begun.members.currentName()) : Integer.toString(number);
        if (isNamed) {
            begun.members.nextToken();
        }
        Map<String, String> fields = fields(record, key, JSON.readTree(begun.members));
        String id = record.id() + "/" + key;
        if (split.most() != null && number > split.most()) {
            String why =
                    "%s has %,d parts, and the task takes %,d of them"
                            .formatted(split.field(), begun.count, split.most());
            return new Row.Unusable(
                    place(), record.line(), id, SkipReason.TOO_MANY_PARTS, why, fields);
        }
        if (hasNul(id) || fields.values().stream().anyMatch(SplitRecords::hasNul)) {
            String why = "the part holds a NUL character";
            return new Row.Unusable(
                    place(), record.line(), id, SkipReason.UNREADABLE_ROW, why, fields);
        }
        if (seen.firstLineOrAdd(id, record.line()) > 0) {
            String why = "%s has another part of this name".formatted(split.field());
            return new Row.Unusable(
                    place(), record.line(), id, SkipReason.DUPLICATE_ID, why, fields);
        }
        return new Row.Usable(new SourceRecord(place(), record.line(), id, fields));
    }

    private static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }

    private Map<String, String> fields(SourceRecord record, String key, JsonNode value) {
        Map<String, String> fields = new LinkedHashMap<>(record.fields());
        fields.remove(split.field());
        if (split.key() != null) {
            fields.put(split.key(), key);
        }
        if (value.isObject()) {
            value.properties()
                    .forEach(
                            member ->
                                    fields.put(
                                            WholeText.of(member.getKey()),
                                            text(member.getValue())));
        } else if (split.value() != null) {
            fields.put(split.value(), text(value));
        }
        return fields;
    }

    private static String text(JsonNode value) {
        return WholeText.of(value.isContainerNode() ? value.toString() : value.asText(""));
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
