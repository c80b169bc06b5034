package dev.nightshift.record;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows whose names of fields are not known before they are read: those of the first {@value
 * #MOST_ROWS} rows, or {@value #MOST_CHARACTERS} characters, are taken for all.
 */
public final class ColumnSample<T> {
    private static final int MOST_ROWS = 1_000;
    private static final int MOST_CHARACTERS = 4 * 1024 * 1024;

    private final Rows<T> rows;
    private final Deque<T> ahead = new ArrayDeque<>();
    private final List<String> columns;
    private final boolean isWhole;

    /** Where rows come from. */
    @FunctionalInterface
    public interface Rows<T> {
        /** The next; null at the end. */
        @Nullable T next() throws IOException;
    }

    /** Reads the first rows ahead. */
    public ColumnSample(Rows<T> rows, Function<T, Map<String, String>> fieldsOf)
            throws IOException {
        this.rows = rows;
        Set<String> names = new LinkedHashSet<>();
        long characters = 0;
        T row = rows.next();
        for (; row != null; row = rows.next()) {
            ahead.add(row);
            for (Map.Entry<String, String> field : fieldsOf.apply(row).entrySet()) {
                if (names.size() < CsvRowParser.MOST_CELLS) {
                    names.add(field.getKey());
                }
                characters += field.getKey().length() + field.getValue().length();
            }
            if (ahead.size() == MOST_ROWS || characters > MOST_CHARACTERS) {
                break;
            }
        }
        columns = List.copyOf(names);
        isWhole = row == null && names.size() < CsvRowParser.MOST_CELLS;
    }

    /** The names, in the order in which they came. */
    public List<String> columns() {
        return columns;
    }

    /** Whether these were all rows. */
    public boolean isWhole() {
        return isWhole;
    }

    /** The next row, from the first on; null at the end. */
    public @Nullable T next() throws IOException {
        T row = ahead.poll();
        return row != null || isWhole ? row : rows.next();
    }
}
