package dev.nightshift.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.job.Delivery.Fate;
import dev.nightshift.source.Source;
import dev.nightshift.source.SourceRefusedException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A table of a SQL database, see {@link SqlStatements}. Every value goes as text, of which the
 * database makes what its column holds.
 */
final class SqlTable implements OpenTable {
    /** Held in memory at once; their texts may be long. */
    private static final int PAGE = 100;

    private static final int TIMEOUT_SECONDS = 100;

    /** Marks have a time, a task, a job and a version. */
    private static final int LEAST_MARK = 200;

    private final SqlTransactions transactions;
    private final Source.Sql source;
    private final SqlStatements statements;
    private final Marks marks;
    private @Nullable List<Integer> places;
    private List<String> columns = List.of();

    SqlTable(SqlConnections connections, Source.Sql source, Marks marks) {
        this.transactions = new SqlTransactions(connections);
        this.source = source;
        this.statements = new SqlStatements(source, connections.dialect());
        this.marks = marks;
    }

    @Override
    public List<String> columns() throws IOException {
        places();
        return columns;
    }

    /** Where the fields stand in what is read; looked up once. */
    private List<Integer> places() throws IOException {
        if (places == null) {
            places = transactions.read(this::found);
        }
        return places;
    }

    private List<Integer> found(Connection connection) throws SQLException {
        requireRoomForMarks(connection);
        List<Integer> found = new ArrayList<>();
        List<String> names = new ArrayList<>();
        try (PreparedStatement none = prepared(connection, statements.columns());
                ResultSet rows = none.executeQuery()) {
            ResultSetMetaData all = rows.getMetaData();
            for (int i = source.key().size() + 2; i <= all.getColumnCount(); i++) {
                String name = all.getColumnLabel(i);
                if (!source.fields().isEmpty() || !source.written().own().contains(name)) {
                    found.add(i);
                    names.add(name);
                }
            }
        }
        columns = List.copyOf(names);
        return found;
    }

    /** Fails, too, where a column that is to be written is not there. */
    private void requireRoomForMarks(Connection connection) throws SQLException {
        try (PreparedStatement none = prepared(connection, statements.written());
                ResultSet rows = none.executeQuery()) {
            for (int i = 1; i <= (source.written().claim() == null ? 1 : 2); i++) {
                ResultSetMetaData all = rows.getMetaData();
                boolean isText =
                        switch (all.getColumnType(i)) {
                            case Types.VARCHAR,
                                    Types.NVARCHAR,
                                    Types.LONGVARCHAR,
                                    Types.LONGNVARCHAR ->
                                    true;
                            default -> false;
                        };
                if (!isText || (all.getPrecision(i) > 0 && all.getPrecision(i) < LEAST_MARK)) {
                    throw new SourceRefusedException(
                            "the column %s must take texts of %d characters"
                                    .formatted(all.getColumnLabel(i), LEAST_MARK));
                }
            }
        }
    }

    @Override
    public Page read(@Nullable String after, int most) throws IOException {
        List<Integer> fields = places();
        int page = Math.min(PAGE, most);
        List<DueRecord> found =
                transactions.read(connection -> found(connection, after, page, fields));
        String next = found.size() < page ? null : found.getLast().key();
        return new Page(source.written().claim() == null ? found : claimed(found), next);
    }

    @Override
    public boolean hasDue() throws IOException {
        List<Integer> fields = places();
        return !transactions.read(connection -> found(connection, null, 1, fields)).isEmpty();
    }

    private List<DueRecord> found(
            Connection connection, @Nullable String after, int most, List<Integer> fields)
            throws SQLException {
        List<DueRecord> found = new ArrayList<>();
        try (PreparedStatement read = prepared(connection, statements.read(after != null, most))) {
            List<String> parameters = new ArrayList<>(statements.freeFor(marks));
            if (after != null) {
                parameters.addAll(statements.after(AttributeJson.split(after)));
            }
            set(read, parameters);
            try (ResultSet rows = read.executeQuery()) {
                while (rows.next()) {
                    found.add(record(rows, fields));
                }
            }
        }
        return found;
    }

    private DueRecord record(ResultSet rows, List<Integer> fields) throws SQLException {
        int parts = source.key().size();
        List<String> key = new ArrayList<>();
        for (int i = 1; i <= parts; i++) {
            key.add(cell(rows, i));
        }
        List<String> cells = new ArrayList<>();
        for (int place : fields) {
            cells.add(cell(rows, place));
        }
        return new DueRecord(AttributeJson.joined(key), cell(rows, parts + 1), cells);
    }

    private static String cell(ResultSet rows, int place) throws SQLException {
        return Objects.requireNonNullElse(rows.getString(place), "");
    }

    private List<DueRecord> claimed(List<DueRecord> found) throws IOException {
        List<List<String>> parameters = new ArrayList<>();
        for (DueRecord one : found) {
            List<String> all = new ArrayList<>();
            all.add(marks.claim());
            all.addAll(AttributeJson.split(one.key()));
            all.addAll(statements.freeFor(marks));
            parameters.add(all);
        }
        int[] counts =
                transactions.write(connection -> batch(connection, statements.claim(), parameters));
        List<DueRecord> claimed = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                claimed.add(found.get(i));
            }
        }
        return claimed;
    }

    @Override
    public List<Fate> write(List<Ended> some) throws IOException {
        try {
            return transactions.write(connection -> write(connection, some));
        } catch (SqlTransactions.ValuesRefusedException refused) {
            // Some record's: each alone, so that it holds up no other.
            List<Fate> fates = new ArrayList<>();
            for (Ended one : some) {
                fates.add(writeAlone(one));
            }
            return fates;
        }
    }

    private Fate writeAlone(Ended one) throws IOException {
        try {
            return transactions.write(connection -> write(connection, List.of(one))).getFirst();
        } catch (SqlTransactions.ValuesRefusedException refused) {
            Ended less = one.refused();
            Fate fate =
                    transactions.write(connection -> write(connection, List.of(less))).getFirst();
            return fate == Fate.STORED ? Fate.REFUSED : fate;
        }
    }

    /** The statement that a record needs. */
    private record Shape(List<String> columns, boolean isFinal) {}

    private List<Fate> write(Connection connection, List<Ended> some) throws SQLException {
        Map<Shape, List<Integer>> byShape = new LinkedHashMap<>();
        for (int i = 0; i < some.size(); i++) {
            Ended one = some.get(i);
            Shape shape = new Shape(List.copyOf(one.values().keySet()), one.isFinal());
            byShape.computeIfAbsent(shape, _ -> new ArrayList<>()).add(i);
        }
        List<Fate> fates = new ArrayList<>(Collections.nCopies(some.size(), Fate.PASSED_OVER));
        for (Map.Entry<Shape, List<Integer>> one : byShape.entrySet()) {
            Shape shape = one.getKey();
            int[] counts =
                    batch(
                            connection,
                            statements.write(shape.columns(), shape.isFinal()),
                            one.getValue().stream().map(i -> parameters(some.get(i))).toList());
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > 0) {
                    fates.set(one.getValue().get(i), shape.isFinal() ? Fate.STORED : Fate.OPEN);
                }
            }
        }
        return fates;
    }

    private List<@Nullable String> parameters(Ended ended) {
        List<@Nullable String> all = new ArrayList<>();
        ended.values().values().forEach(value -> all.add(text(value)));
        if (source.written().outcome() != null) {
            all.add(ended.outcome());
        }
        if (ended.isFinal()) {
            all.add(SqlStatements.mark(marks, ended.version()));
        }
        all.addAll(AttributeJson.split(ended.key()));
        if (source.written().changed() != null) {
            all.add(ended.version());
        }
        all.add("%% %s %%".formatted(marks.job()));
        all.addAll(statements.freeFor(marks));
        return all;
    }

    /** Texts as they are, lists and objects as compact JSON. */
    private static @Nullable String text(JsonNode value) {
        return value.isNull() ? null : value.isValueNode() ? value.asText() : value.toString();
    }

    private static int[] batch(
            Connection connection,
            String sql,
            List<? extends List<? extends @Nullable String>> parameters)
            throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql)) {
            for (List<? extends @Nullable String> one : parameters) {
                set(statement, one);
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(TIMEOUT_SECONDS);
        return statement;
    }

    private static void set(
            PreparedStatement statement, List<? extends @Nullable String> parameters)
            throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            statement.setString(i + 1, parameters.get(i));
        }
    }

    @Override
    public void close() {
        transactions.close();
    }
}
