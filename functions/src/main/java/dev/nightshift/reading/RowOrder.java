package dev.nightshift.reading;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The order of rows by their keys: as numbers where all keys are some, else as ISO-8601 times where
 * all are, else as text. Rows without a key come first, equal ones as in the file. A time without
 * an offset is taken for UTC.
 */
final class RowOrder {
    private static final int LONGEST_KEY = 100;

    private RowOrder() {}

    static List<GroupRow> sorted(List<GroupRow> rows) {
        Comparator<GroupRow> order =
                all(rows, RowOrder::number)
                        ? by(RowOrder::number)
                        : all(rows, RowOrder::time) ? by(RowOrder::time) : by(key -> key);
        return rows.stream().sorted(order).toList();
    }

    private static boolean all(List<GroupRow> rows, Function<String, @Nullable Object> parser) {
        return rows.stream()
                .map(row -> row.key().strip())
                .allMatch(key -> key.isEmpty() || parser.apply(key) != null);
    }

    private static <T extends Comparable<? super T>> Comparator<GroupRow> by(
            Function<String, @Nullable T> parser) {
        return Comparator.comparing(
                row -> row.key().isBlank() ? null : parser.apply(row.key().strip()),
                Comparator.nullsFirst(Comparator.naturalOrder()));
    }

    private static @Nullable BigDecimal number(String key) {
        try {
            return key.length() > LONGEST_KEY ? null : new BigDecimal(key);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Instant time(String key) {
        if (key.length() > LONGEST_KEY) {
            return null;
        }
        try {
            if (key.length() == "2026-11-21".length()) {
                return LocalDate.parse(key).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            TemporalAccessor time =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(
                            key, OffsetDateTime::from, LocalDateTime::from);
            return time instanceof OffsetDateTime exact
                    ? exact.toInstant()
                    : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
