package dev.nightshift.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.source.Source;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The statements of both databases, word by word: one of them is not there to try them on. */
class SqlStatementsTest {
    private static final Marks MARKS = new Marks("j", "t@1", "then", "now", "until j");

    @Test
    void readsByKeyOnSqlServer() {
        SqlStatements statements =
                statements(source(null, List.of("id"), "changed", "claim"), SqlDialect.SQL_SERVER);

        assertThat(statements.read(true, 10))
                .isEqualTo(
                        "SELECT t.\"id\" AS \"nightshift_key_1\","
                                + " COALESCE(CONVERT(nvarchar(100), t.\"changed\", 126), '-') AS \"nightshift_version\","
                                + " t.\"name\" FROM \"hr\".\"people\" t"
                                + " WHERE (t.\"mark\" IS NULL OR (t.\"changed\" IS NOT NULL AND t.\"mark\" NOT LIKE"
                                + " CONCAT('% ', CONVERT(nvarchar(100), t.\"changed\", 126))))"
                                + " AND (t.\"claim\" IS NULL OR t.\"claim\" < ? OR t.\"claim\" LIKE ?)"
                                + " AND (t.\"id\" > ?)"
                                + " ORDER BY t.\"id\" OFFSET 0 ROWS FETCH NEXT 10 ROWS ONLY");
        assertThat(statements.freeFor(MARKS)).containsExactly("now", "% j");
    }

    @Test
    void goesOnAfterAKeyOfSeveralParts() {
        SqlStatements statements =
                statements(source(null, List.of("a", "b"), null, null), SqlDialect.POSTGRESQL);

        assertThat(statements.read(true, 5))
                .endsWith(
                        " WHERE t.\"mark\" IS NULL AND (t.\"a\" > ? OR t.\"a\" = ? AND t.\"b\" > ?)"
                                + " ORDER BY t.\"a\", t.\"b\" OFFSET 0 ROWS FETCH NEXT 5 ROWS ONLY");
        assertThat(statements.after(List.of("1", "2"))).containsExactly("1", "1", "2");
        assertThat(statements.freeFor(MARKS)).isEmpty();
    }

    @Test
    void joinsAQueryToTheTable() {
        assertThat(
                        statements(
                                        source("SELECT id, name FROM v", List.of("id"), null, null),
                                        SqlDialect.POSTGRESQL)
                                .columns())
                .isEqualTo(
                        "SELECT t.\"id\" AS \"nightshift_key_1\", '-' AS \"nightshift_version\", q.\"name\""
                                + " FROM (SELECT id, name FROM v) q JOIN \"hr\".\"people\" t ON t.\"id\" = q.\"id\""
                                + " WHERE 1 = 0");
    }

    @Test
    void writesOnlyWhatIsAsItWasReadAndNobodyElses() {
        assertThat(
                        statements(
                                        source(null, List.of("id"), "changed", "claim"),
                                        SqlDialect.POSTGRESQL)
                                .write(List.of("fit"), true))
                .isEqualTo(
                        "UPDATE \"hr\".\"people\" SET \"fit\" = ?, \"outcome\" = ?, \"mark\" = ?, \"claim\" = NULL"
                                + " WHERE \"id\" = ? AND COALESCE(CAST(\"changed\" AS text), '-') = ?"
                                + " AND ((\"mark\" IS NULL OR (\"changed\" IS NOT NULL AND \"mark\" NOT LIKE"
                                + " CONCAT('% ', CAST(\"changed\" AS text)))) OR \"mark\" LIKE ?)"
                                + " AND (\"claim\" IS NULL OR \"claim\" < ? OR \"claim\" LIKE ?)");
    }

    @Test
    void quotesWhateverANameIs() {
        assertThat(SqlDialect.quoted("a\"; DROP TABLE people; --"))
                .isEqualTo("\"a\"\"; DROP TABLE people; --\"");
    }

    private static SqlStatements statements(Source.Sql source, SqlDialect dialect) {
        return new SqlStatements(source, dialect);
    }

    private static Source.Sql source(
            @Nullable String query,
            List<String> key,
            @Nullable String changed,
            @Nullable String claim) {
        return new Source.Sql(
                null,
                "hr.people",
                query,
                key,
                List.of("name"),
                new Source.Written("mark", changed, claim, "outcome", Map.of("score", "fit")),
                100);
    }
}
