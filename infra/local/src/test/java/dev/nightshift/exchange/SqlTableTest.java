package dev.nightshift.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nightshift.job.Delivery.Fate;
import dev.nightshift.source.Source;
import dev.nightshift.source.Source.Written;
import dev.nightshift.source.SourceRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On PostgreSQL. There is no SQL Server here: of its dialect {@code SqlStatementsTest} tells. */
class SqlTableTest extends OpenTableContract {
    private static @Nullable TestingPostgres postgres;

    @BeforeAll
    static void start() throws Exception {
        postgres = TestingPostgres.start().orElse(null);
        assumeTrue(postgres != null, "no PostgreSQL");
    }

    @AfterAll
    static void stop() throws Exception {
        if (postgres != null) {
            postgres.close();
        }
    }

    private static TestingPostgres server() {
        return Objects.requireNonNull(postgres);
    }

    @BeforeEach
    void make() throws SQLException {
        server().run(
                        "DROP TABLE IF EXISTS people",
                        """
                        CREATE TABLE people (id text PRIMARY KEY, text text, changed timestamptz,
                          mark text, claim varchar(200), outcome text, score integer, note jsonb)
                        """);
    }

    @Override
    void put(String id, String text, @Nullable String changed) throws SQLException {
        try (Connection connection = server().connect();
                PreparedStatement insert =
                        connection.prepareStatement(
                                """
                                INSERT INTO people (id, text, changed) VALUES (?, ?, CAST(? AS timestamptz))
                                ON CONFLICT (id) DO UPDATE SET text = excluded.text, changed = excluded.changed
                                """)) {
            insert.setString(1, id);
            insert.setString(2, text);
            insert.setString(3, changed);
            insert.execute();
        }
    }

    @Override
    void change(String id, String changed) throws SQLException {
        server().run("UPDATE people SET changed = '%s' WHERE id = '%s'".formatted(changed, id));
    }

    @Override
    Map<String, String> row(String id) throws SQLException {
        Map<String, String> row = new HashMap<>();
        try (Connection connection = server().connect();
                Statement select = connection.createStatement();
                ResultSet rows =
                        select.executeQuery("SELECT * FROM people WHERE id = '%s'".formatted(id))) {
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    String value = rows.getString(i);
                    if (value != null) {
                        row.put(rows.getMetaData().getColumnLabel(i), value);
                    }
                }
            }
        }
        return row;
    }

    @Override
    void remove(String id) throws SQLException {
        server().run("DELETE FROM people WHERE id = '%s'".formatted(id));
    }

    @Override
    OpenTable open(Written written, Marks marks) {
        return open(source("people", null, List.of("id"), written), marks);
    }

    private static OpenTable open(Source.Sql source, Marks marks) {
        return new SqlTable(
                new SqlConnections(server().url(), server().user(), server().password()),
                source,
                marks);
    }

    private static Source.Sql source(
            String table, @Nullable String query, List<String> key, Written written) {
        return new Source.Sql(null, table, query, key, List.of(), written, 1000);
    }

    @Override
    JsonNode unfit() {
        return JsonNodeFactory.instance.textNode("high");
    }

    @Test
    void pagesByAKeyOfSeveralParts() throws Exception {
        server().run(
                        "DROP TABLE IF EXISTS turns",
                        "CREATE TABLE turns (chat integer, turn integer, mark text, PRIMARY KEY (chat, turn))",
                        "INSERT INTO turns SELECT c, t FROM generate_series(1, 12, 11) c, generate_series(1, 3) t");
        Written mark = new Written("mark", null, null, null, Map.of());
        List<String> keys = new ArrayList<>();

        try (OpenTable table =
                open(
                        source("public.turns", null, List.of("chat", "turn"), mark),
                        marks("j", NOW))) {
            String after = null;
            do {
                OpenTable.Page page = table.read(after, 2);
                assertThat(page.records()).hasSizeLessThanOrEqualTo(2);
                keys.addAll(page.records().stream().map(DueRecord::key).toList());
                after = page.next();
            } while (after != null);
        }

        assertThat(keys)
                .containsExactly(
                        "[\"1\",\"1\"]",
                        "[\"1\",\"2\"]",
                        "[\"1\",\"3\"]",
                        "[\"12\",\"1\"]",
                        "[\"12\",\"2\"]",
                        "[\"12\",\"3\"]");
    }

    @Test
    void readsAQueryAndWritesTheTable() throws Exception {
        put("a", "One", null);
        Written written = new Written("mark", null, null, null, Map.of("note", "note"));

        try (OpenTable table =
                open(
                        source(
                                "people",
                                "SELECT id, upper(text) AS loud FROM people",
                                List.of("id"),
                                written),
                        marks("job-1", NOW))) {
            assertThat(table.columns()).containsExactly("id", "loud");
            DueRecord one = all(table).getFirst();
            assertThat(one.cells()).containsExactly("a", "ONE");
            JsonNode note = JsonNodeFactory.instance.objectNode().put("pain", "none");
            table.write(
                    List.of(
                            new Ended(
                                    "a", one.version(), true, "succeeded", Map.of("note", note))));
        }

        assertThat(row("a")).containsEntry("note", "{\"pain\": \"none\"}");
    }

    @Test
    void doesATransactionAgainThatADeadlockEnded() throws Exception {
        try (OpenTable table = open(LEASED, "job-1");
                Connection other = server().connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            boolean otherWent = false;
            // A deadlock is looked for once, a second after a wait began. Where the machine is so
            // busy
            // that the other waits later than that, the other finds it and is its victim.
            for (int round = 1; !otherWent; round++) {
                assertThat(round).as("rounds without a deadlock of ours").isLessThan(6);
                put("a" + round, "One", null);
                put("b" + round, "Two", null);
                List<Ended> ended = all(table).stream().map(one -> succeeded(one, 7)).toList();
                statement.execute("SET LOCAL deadlock_timeout = '10s'");
                assertThat(went(statement, "b" + round)).isTrue();
                CompletableFuture<List<Fate>> write =
                        CompletableFuture.supplyAsync(
                                () -> {
                                    try {
                                        return table.write(ended);
                                    } catch (IOException e) {
                                        throw new UncheckedIOException(e);
                                    }
                                });
                awaitWaiting();
                otherWent = went(statement, "a" + round);
                if (otherWent) {
                    other.commit();
                } else {
                    other.rollback();
                }
                assertThat(write.get()).containsOnly(Fate.STORED).hasSize(2);
                assertThat(row("a" + round)).containsEntry("score", "7");
            }
        }
    }

    /** Changes a record; false where a deadlock ended that. */
    private static boolean went(Statement statement, String id) throws SQLException {
        try {
            statement.execute("UPDATE people SET text = 'x' WHERE id = '%s'".formatted(id));
            return true;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo("40P01");
            return false;
        }
    }

    private static void awaitWaiting() {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> {
                            try (Connection connection = server().connect();
                                    Statement select = connection.createStatement();
                                    ResultSet rows =
                                            select.executeQuery(
                                                    "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")) {
                                return rows.next();
                            }
                        });
    }

    @Test
    void goesOnOverAConnectionThatIsLost() throws Exception {
        put("a", "One", null);

        try (OpenTable table = open(CLAIMED, "job-1")) {
            List<Ended> ended = all(table).stream().map(one -> succeeded(one, 7)).toList();
            server().run(
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'nightshift'");
            assertThat(table.write(ended)).containsExactly(Fate.STORED);
        }

        assertThat(row("a")).containsEntry("score", "7");
    }

    @Test
    void saysWhichColumnIsNotThereOrTooShort() throws Exception {
        Written nowhere = new Written("markk", null, null, null, Map.of());
        Written number = new Written("score", null, null, null, Map.of());

        try (OpenTable table = open(nowhere, "job-1");
                OpenTable other = open(number, "job-1")) {
            assertThatExceptionOfType(SourceRefusedException.class)
                    .isThrownBy(table::columns)
                    .withMessageContaining("SQLState 42703")
                    .withMessageContaining("markk");
            assertThatExceptionOfType(SourceRefusedException.class)
                    .isThrownBy(other::columns)
                    .withMessage("the column score must take texts of 200 characters");
        }
    }

    @Test
    void neverTellsThePassword() {
        SqlTable table =
                new SqlTable(
                        new SqlConnections(server().url(), server().user(), "wrong-secret"),
                        source("people", null, List.of("id"), LEASED),
                        marks("job-1", NOW));

        assertThatExceptionOfType(SourceRefusedException.class)
                .isThrownBy(table::columns)
                .withMessageContaining("28P01")
                .withMessageNotContaining("wrong-secret");
    }
}
