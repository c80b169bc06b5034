package dev.nightshift.exchange;

import dev.nightshift.source.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The statements for a table. Values are parameters, names are quoted; paging is by key. The
 * columns that are written:
 *
 * <pre>
 * {mark}   2026-11-21T08:00:00.000Z qualify@3 20261121-abcdefghijkl {changed, as the record's was}
 * {claim}  2026-11-25T08:00:00.000Z 20261121-abcdefghijkl
 * </pre>
 *
 * A mark without a version ends in {@code -}.
 */
final class SqlStatements {
    /** The read's column of the key's part, from 1. */
    private static final String KEY_PART = "nightshift_key_";

    private final Source.Sql source;
    private final SqlDialect dialect;
    private final String table;

    SqlStatements(Source.Sql source, SqlDialect dialect) {
        this.source = source;
        this.dialect = dialect;
        this.table =
                Stream.of(source.table().split("[.]"))
                        .map(SqlDialect::quoted)
                        .collect(Collectors.joining("."));
    }

    /** No row, with the columns that are read. */
    String columns() {
        return select("1 = 0");
    }

    /** No row, with the mark, the claim where there is one, and all else that is written. */
    String written() {
        Source.Written written = source.written();
        return "SELECT %s FROM %s WHERE 1 = 0"
                .formatted(
                        written.own().stream()
                                .map(SqlDialect::quoted)
                                .collect(Collectors.joining(", ")),
                        table);
    }

    /**
     * Records that are due, in the order of their key: after the key's parts, the version and then
     * the fields. Its parameters are {@link #freeFor} and, {@code after} a record, its key by
     * {@link #after}.
     */
    String read(boolean after, int most) {
        String where = due("t.") + free("t.") + (after ? " AND " + beyond() : "");
        return "%s ORDER BY %s OFFSET 0 ROWS FETCH NEXT %d ROWS ONLY"
                .formatted(select(where), keys("t.", ", "), most);
    }

    private String select(String where) {
        String query = source.query();
        String from =
                query == null
                        ? table + " t"
                        : "(%s) q JOIN %s t ON %s"
                                .formatted(
                                        query,
                                        table,
                                        source.key().stream()
                                                .map(SqlDialect::quoted)
                                                .map(key -> "t.%s = q.%s".formatted(key, key))
                                                .collect(Collectors.joining(" AND ")));
        String parts =
                IntStream.range(0, source.key().size())
                        .mapToObj(
                                i ->
                                        "t.%s AS %s"
                                                .formatted(
                                                        SqlDialect.quoted(source.key().get(i)),
                                                        SqlDialect.quoted(KEY_PART + (i + 1))))
                        .collect(Collectors.joining(", "));
        String rows = query == null ? "t." : "q.";
        String fields =
                source.fields().isEmpty()
                        ? rows + "*"
                        : source.fields().stream()
                                .map(field -> rows + SqlDialect.quoted(field))
                                .collect(Collectors.joining(", "));
        return "SELECT %s, %s AS %s, %s FROM %s WHERE %s"
                .formatted(
                        parts,
                        version("t."),
                        SqlDialect.quoted(Source.VERSION),
                        fields,
                        from,
                        where);
    }

    /** Claims a record; parameters: claim, the key's parts, {@link #freeFor}. */
    String claim() {
        return "UPDATE %s SET %s = ? WHERE %s AND %s%s"
                .formatted(table, quotedClaim(), isKey(), due(""), free(""));
    }

    /**
     * Writes how a record ended. Parameters: the columns' values, the outcome where one is named,
     * the mark where {@code isFinal}, the key's parts, the version where there is one, {@code "%
     * job %"}, {@link #freeFor}.
     */
    String write(Collection<String> columns, boolean isFinal) {
        Source.Written written = source.written();
        List<String> sets = new ArrayList<>();
        columns.forEach(column -> sets.add(SqlDialect.quoted(column) + " = ?"));
        if (written.outcome() != null) {
            sets.add(SqlDialect.quoted(written.outcome()) + " = ?");
        }
        if (isFinal) {
            sets.add(quotedMark() + " = ?");
        }
        if (written.claim() != null) {
            sets.add(quotedClaim() + " = NULL");
        }
        if (sets.isEmpty()) {
            // Nothing is to be written, but the condition counts.
            sets.add("%s = %s".formatted(quotedMark(), quotedMark()));
        }
        return "UPDATE %s SET %s WHERE %s%s AND (%s OR %s LIKE ?)%s"
                .formatted(
                        table,
                        String.join(", ", sets),
                        isKey(),
                        written.changed() == null ? "" : " AND %s = ?".formatted(version("")),
                        due(""),
                        quotedMark(),
                        free(""));
    }

    /** The parameters of a key that rows come after. */
    List<String> after(List<String> key) {
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            parameters.addAll(key.subList(0, i + 1));
        }
        return parameters;
    }

    /** The parameters by which a record is free for a job. */
    List<String> freeFor(Marks marks) {
        return source.written().claim() == null
                ? List.of()
                : List.of(marks.now(), "% " + marks.job());
    }

    /** What a record is marked with. */
    static String mark(Marks marks, String version) {
        return "%s %s %s %s".formatted(marks.at(), marks.task(), marks.job(), version);
    }

    /**
     * Rows beyond a key: by its first part, or by its second where the first is equal, and so on.
     */
    private String beyond() {
        List<String> ways = new ArrayList<>();
        for (int i = 0; i < source.key().size(); i++) {
            List<String> way = new ArrayList<>();
            for (int j = 0; j <= i; j++) {
                way.add(
                        "t.%s %s ?"
                                .formatted(
                                        SqlDialect.quoted(source.key().get(j)), j < i ? "=" : ">"));
            }
            ways.add(String.join(" AND ", way));
        }
        return "(" + String.join(" OR ", ways) + ")";
    }

    private String isKey() {
        return source.key().stream()
                .map(key -> SqlDialect.quoted(key) + " = ?")
                .collect(Collectors.joining(" AND "));
    }

    private String keys(String of, String between) {
        return source.key().stream()
                .map(key -> of + SqlDialect.quoted(key))
                .collect(Collectors.joining(between));
    }

    private String due(String of) {
        String mark = of + quotedMark();
        String changed = changed(of);
        return changed == null
                ? mark + " IS NULL"
                : "(%s IS NULL OR (%s IS NOT NULL AND %s NOT LIKE CONCAT('%% ', %s)))"
                        .formatted(mark, changed, mark, dialect.text(changed));
    }

    private String free(String of) {
        if (source.written().claim() == null) {
            return "";
        }
        String claim = of + quotedClaim();
        return " AND (%s IS NULL OR %s < ? OR %s LIKE ?)".formatted(claim, claim, claim);
    }

    private String version(String of) {
        String changed = changed(of);
        return changed == null ? "'-'" : "COALESCE(%s, '-')".formatted(dialect.text(changed));
    }

    private @Nullable String changed(String of) {
        String changed = source.written().changed();
        return changed == null ? null : of + SqlDialect.quoted(changed);
    }

    private String quotedMark() {
        return SqlDialect.quoted(source.written().mark());
    }

    private String quotedClaim() {
        return SqlDialect.quoted(String.valueOf(source.written().claim()));
    }
}
