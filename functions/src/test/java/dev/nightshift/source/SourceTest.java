package dev.nightshift.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {
    @Test
    void readsATableOfDynamoDb() throws Exception {
        assertThat(
                        source(
                                """
                                dynamodb:
                                  table: people
                                  index: {name: by-state, key: state, value: new}
                                  fields: [name, text]
                                  mark: done
                                  changed: updated_at
                                  claim: taken
                                  outcome: outcome
                                  results: {score: fit}
                                  limit: 7
                                """))
                .isEqualTo(
                        new Source.DynamoDb(
                                "people",
                                new Source.Index("by-state", "state", "new"),
                                List.of("name", "text"),
                                new Source.Written(
                                        "done",
                                        "updated_at",
                                        "taken",
                                        "outcome",
                                        Map.of("score", "fit")),
                                7));
    }

    @Test
    void readsATableOfSqlWithNoMoreThanItNeeds() throws Exception {
        assertThat(source("sql: {table: hr.people, key: [id], mark: done}"))
                .isEqualTo(
                        new Source.Sql(
                                null,
                                "hr.people",
                                null,
                                List.of("id"),
                                List.of(),
                                new Source.Written("done", null, null, null, Map.of()),
                                50_000));
    }

    @Test
    void namesEveryWrongField() {
        InvalidSourceException wrong =
                catchThrowableOfType(
                        InvalidSourceException.class,
                        () ->
                                source(
                                        """
                                        sql:
                                          query: DELETE FROM people
                                          key: []
                                          mark: ""
                                          results: {score: id, note: 5}
                                          limit: 0
                                          pasword: x
                                        """));

        assertThat(wrong.wrong().stream().map(InvalidSourceException.Wrong::field))
                .containsExactlyInAnyOrder(
                        "sql.pasword",
                        "sql.query",
                        "sql.table",
                        "sql.key",
                        "sql.mark",
                        "sql.results.note",
                        "sql.limit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "people",
                "{sql: {}, dynamodb: {}}",
                "{sql: people}",
                "{sql: {table: a.b.c.d, key: [id], mark: done}}",
                "{sql: {table: people, key: [id], mark: done, query: 'select 1; drop table people'}}",
                "{sql: {table: people, key: [id, id], mark: done}}",
                "{sql: {table: people, key: [id], mark: id}}",
                "{sql: {table: people, key: [id], mark: done, claim: done}}",
                "{sql: {table: people, key: [id], mark: done, results: {a: c, b: c}}}",
                "{sql: {table: people, key: [nightshift_version], mark: done}}",
                "{dynamodb: {table: people, mark: done}}",
                "{dynamodb: {table: people, mark: done, fields: [a], limit: 1.5}}",
                "{dynamodb: {table: people, mark: done, fields: [a], index: by-state}}",
                "{dynamodb: {table: people, mark: done, fields: [a], changed: done}}"
            })
    void refusesWhatNoTableCouldBeMadeOf(String yaml) {
        InvalidSourceException wrong =
                catchThrowableOfType(InvalidSourceException.class, () -> source(yaml));

        assertThat(wrong.wrong()).isNotEmpty();
    }

    private static Source source(String yaml) throws Exception {
        return Source.of(new YAMLMapper().readTree(yaml));
    }
}
