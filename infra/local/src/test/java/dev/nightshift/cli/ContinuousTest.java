package dev.nightshift.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightshift.cli.TestingUser.Said;
import dev.nightshift.exchange.TestingPostgres;
import dev.nightshift.job.TestingJobs;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user who has a table of PostgreSQL worked through. */
class ContinuousTest {
    private static final String[] COMMAND = {
        "continuous",
        "--source",
        "people.yaml",
        "--task",
        "score.yaml",
        "--size",
        "2",
        "--interval",
        "1s",
        "--lane",
        "realtime"
    };

    @TempDir private Path folder;

    @Test
    void worksThroughATableBatchByBatch() throws Exception {
        Optional<TestingPostgres> started = TestingPostgres.start();
        assumeTrue(started.isPresent(), "no PostgreSQL");
        try (TestingPostgres postgres = started.get()) {
            postgres.run(
                    "CREATE TABLE people (id integer PRIMARY KEY, title text, mark text, fit integer, outcome text)",
                    "INSERT INTO people SELECT n, 'Clerk ' || n FROM generate_series(1, 5) n");
            TestingUser user =
                    TestingUser.in(folder)
                            .withEnvironment(
                                    Map.of(
                                            "NIGHTSHIFT_JDBC_URL", postgres.url(),
                                            "NIGHTSHIFT_JDBC_USER", postgres.user(),
                                            "NIGHTSHIFT_JDBC_PASSWORD", postgres.password()));
            user.write(
                    "score.yaml",
                    TestingJobs.SCORE
                            .source()
                            .replace("max_output_tokens: 10", "max_output_tokens: 300"));
            user.write(
                    "people.yaml",
                    "sql: {table: people, key: [id], mark: mark, outcome: outcome, results: {score: fit}}");

            Said said = user.typesQuickly(COMMAND);

            assertThat(said.code()).as(said.out() + said.err()).isEqualTo(ExitCode.DONE);
            assertThat(said.out().lines().filter(line -> line.startsWith("Batch")))
                    .hasSize(3)
                    .last()
                    .asString()
                    .contains("1 records, 1 stored, 0 still due");
            assertThat(said.out()).contains("5 records are done.");
            assertThat(marked(postgres)).isEqualTo("5 succeeded");
            assertThat(said.out() + said.err()).doesNotContain(postgres.password());

            Said again = user.typesQuickly(COMMAND);
            assertThat(again.out()).contains("0 records are done.");
            assertThat(again.code()).isEqualTo(ExitCode.DONE);
        }
    }

    private static String marked(TestingPostgres postgres) throws Exception {
        try (Connection connection = postgres.connect();
                Statement select = connection.createStatement();
                ResultSet rows =
                        select.executeQuery(
                                "SELECT count(*) || ' ' || max(outcome) FROM people WHERE mark LIKE '%score@1%' AND fit IS NOT NULL")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
