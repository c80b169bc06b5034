package dev.nightshift.reading;

import dev.nightshift.record.Records;
import dev.nightshift.record.Row;
import dev.nightshift.record.SeenIds;
import dev.nightshift.record.SourceRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records made of rows that lie together, in one pass and in the memory of one record. A row that
 * belongs to none comes out before the record in whose midst it stands.
 */
final class AdjacentGroups extends GroupedRecords {
    private final SeenIds seen = new SeenIds();
    private @Nullable Open open;
    private boolean isAtEnd;
    private long ordinal;

    AdjacentGroups(Records source, GroupMaker maker) {
        super(source, maker);
    }

    /** A record whose rows are being read. */
    private static final class Open {
        private final String id;
        private final long line;
        private final List<GroupRow> rows = new ArrayList<>();
        private long characters;

        Open(String id, long line) {
            this.id = id;
            this.line = line;
        }
    }

    @Override
    public @Nullable Row next() throws IOException {
        while (!isAtEnd) {
            switch (source.next()) {
                case null -> isAtEnd = true;
                case Row.Unusable row -> {
                    return row.at(ordinal++);
                }
                case Row.Usable(var row) -> {
                    String id = maker.idOf(row);
                    if (id.isEmpty()) {
                        return maker.withoutId(ordinal++, row);
                    }
                    Open before = open;
                    if (before != null && before.id.equals(id)) {
                        add(before, row);
                    } else {
                        open = new Open(id, row.line());
                        add(open, row);
                        if (before != null) {
                            return closed(before);
                        }
                    }
                }
            }
        }
        Open last = open;
        open = null;
        return last == null ? null : closed(last);
    }

    private void add(Open group, SourceRecord row) throws IOException {
        if (isDropped(row)) {
            return;
        }
        GroupRow part = maker.part(row);
        group.characters += part.json().length() + 1L;
        if (group.characters <= MAX_CHARACTERS) {
            group.rows.add(part);
        } else {
            group.rows.clear();
        }
    }

    private Row closed(Open group) {
        long place = ordinal++;
        long firstLine = seen.firstLineOrAdd(group.id, group.line);
        if (group.characters > MAX_CHARACTERS) {
            return maker.tooLarge(place, group.line, group.id);
        }
        return firstLine == 0
                ? maker.record(place, group.line, group.id, group.rows)
                : maker.duplicate(place, group.line, group.id, group.rows, firstLine);
    }
}
