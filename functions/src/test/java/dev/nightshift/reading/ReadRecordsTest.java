package dev.nightshift.reading;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.record.InputHints;
import dev.nightshift.record.Records;
import dev.nightshift.record.Row;
import dev.nightshift.record.SkipReason;
import dev.nightshift.record.UnreadableInputException;
import dev.nightshift.storage.ScratchSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadRecordsTest {
    private static final String CHATS =
            """
            conversation,channel,time,author,text
            a,web,2026-11-21T10:05:00Z,agent,Hello
            b,phone,2026-11-21T09:00:00Z,customer,"Hi ""you"" there"
            a,web,2026-11-21T09:00:00-02:00,customer,Later
            a,app,2026-11-21T10:00:00,customer,First
            b,phone,2026-11-21T09:01:00Z,robot,*977# menu
            c,web,2026-11-21T09:01:00Z,robot,*977# menu
            ,web,2026-11-21T09:01:00Z,robot,lost
            b,phone,2026-11-21T09:01:00Z,agent
            """;

    private static final Condition AUTOMATIC =
            Condition.of("text", new Condition.Contains(List.of("*977#")), null, null);

    @TempDir Path folder;

    @Test
    void rowsThatLieApartBecomeOneRecordEach() throws IOException {
        try (Records records = open(CHATS, group(List.of("channel"), List.of(AUTOMATIC), false))) {
            assertThat(records.columns()).containsExactly("conversation", "channel", "messages");
            List<Row> rows = rows(records);
            assertThat(rows).extracting(Row::ordinal).containsExactly(0L, 1L, 2L, 3L, 4L);
            assertThat(rows).extracting(Row::line).containsExactly(2L, 3L, 7L, 8L, 9L);
            assertThat(fields(rows.getFirst()))
                    .isEqualTo(
                            Map.of(
                                    "conversation",
                                    "a",
                                    "channel",
                                    "app",
                                    "messages",
                                    """
                                    [{"time":"2026-11-21T10:00:00","author":"customer","text":"First"},\
                                    {"time":"2026-11-21T10:05:00Z","author":"agent","text":"Hello"},\
                                    {"time":"2026-11-21T09:00:00-02:00","author":"customer","text":"Later"}]"""));
            assertThat(fields(rows.get(1)).get("messages"))
                    .isEqualTo(
                            """
                            [{"time":"2026-11-21T09:00:00Z","author":"customer","text":"Hi \\"you\\" there"}]""");
            assertUnusable(rows.get(2), "c", SkipReason.FILTER, "all its rows were dropped");
            assertUnusable(
                    rows.get(3), "line-8", SkipReason.MISSING_FIELD, "conversation is empty");
            assertUnusable(rows.get(4), "line-9", SkipReason.UNREADABLE_ROW, "has 4 cells");
            assertThat(records.rowsRead()).isEqualTo(8);
            assertThat(records.rowsDropped()).isEqualTo(2);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void groupsThatArePassedOverAreTheSameOnes() throws IOException {
        try (Records records = open(CHATS, group(List.of(), List.of(), false))) {
            records.skip(1);
            Row row = requireNonNull(records.next());
            assertThat(row.ordinal()).isEqualTo(1);
            assertThat(((Row.Usable) row).record().id()).isEqualTo("b");
        }
    }

    @Test
    void adjacentRowsAreReadInOnePassAndOnesThatComeAgainAreLeftOut() throws IOException {
        try (Records records = open(CHATS, group(List.of("channel"), List.of(AUTOMATIC), true))) {
            List<Row> rows = rows(records);
            assertThat(rows).extracting(Row::ordinal).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
            assertThat(fields(rows.get(1))).containsEntry("conversation", "b");
            assertUnusable(
                    rows.get(2), "a", SkipReason.DUPLICATE_ID, "stand from line 2 on already");
            assertThat(((Row.Unusable) rows.get(2)).fields())
                    .hasEntrySatisfying("messages", text -> assertThat(text).contains("Later"));
            assertThat(records.rowsDropped()).isEqualTo(2);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void rowsWithAnIdOfTheirOwnMayRepeatIt() throws IOException {
        String csv = "id,c,text\n1,a,x\n1,a,y\n";
        var group = new Group("c", null, "rows", List.of(), List.of(), false);
        try (Records records = open(csv, new Reading(null, group, null, List.of()))) {
            assertThat(fields(rows(records).getFirst()).get("rows"))
                    .isEqualTo("[{\"id\":\"1\",\"text\":\"x\"},{\"id\":\"1\",\"text\":\"y\"}]");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'10  9 100'|' 9 10 100'",
                "1e2 99 -3|-3 99 1e2",
                "2026-02-01 2026-01-31T23:00:00Z|2026-01-31T23:00:00Z 2026-02-01",
                "b 10 a|10 a b"
            })
    void rowsAreSortedAsNumbersTimesOrText(String keys, String sorted) {
        List<GroupRow> rows =
                Stream.of(keys.split(" ", -1))
                        .map(key -> new GroupRow(key, List.of(), ""))
                        .toList();
        assertThat(RowOrder.sorted(rows).stream().map(GroupRow::key))
                .containsExactly(sorted.split(" ", -1));
    }

    @Test
    void aGroupTooLargeForMemoryIsLeftOut() throws IOException {
        var csv = new StringBuilder("conversation,time,text\n");
        String text = "x".repeat(6_000_000);
        for (int i = 0; i < 3; i++) {
            csv.append("a,").append(i).append(',').append(text).append('\n');
        }
        csv.append("b,1,short\n");
        for (boolean isAdjacent : new boolean[] {true, false}) {
            try (Records records = open(csv.toString(), group(List.of(), List.of(), isAdjacent))) {
                List<Row> rows = rows(records);
                assertUnusable(rows.getFirst(), "a", SkipReason.TOO_LARGE, "more than 16777216");
                assertThat(rows.get(1)).isInstanceOf(Row.Usable.class);
            }
        }
    }

    @Test
    void inputsWithoutTheFieldsAreRefusedAndNothingStays() {
        Reading plain = group(List.of("mood"), List.of(), false);
        assertThatExceptionOfType(UnreadableInputException.class)
                .isThrownBy(() -> open("conversation,text\na,b\n", plain))
                .withMessage(
                        "group of the task needs the columns time, mood; the file has \"conversation\", \"text\"");
        assertThatExceptionOfType(UnreadableInputException.class)
                .isThrownBy(() -> open(CHATS, plain, InputHints.NONE.withIdColumn("conversation")))
                .withMessageContaining("leave the id column out");
        assertThatExceptionOfType(UnreadableInputException.class)
                .isThrownBy(
                        () ->
                                open(
                                        "conversation,time,text\na,1,x\na,2,\"open",
                                        group(List.of(), List.of(), false)))
                .withMessageContaining("never closed");
        assertThat(left()).isEmpty();
    }

    @Test
    void sectionsBecomeTheirPrompts() throws IOException {
        String sections =
                """
                {"page": "home", "sections": [
                  {"id": "hero", "title": "Hero", "prompts": {"data": "Extract it", "design": {"tone": "dark", "size": 1.50}}},
                  {"id": "foot", "title": "Foot", "prompts": ["one", "two", "three", "four"]},
                  {"id": "void", "title": "Void", "prompts": {}},
                  {"id": "odd", "title": "Odd", "prompts": "plain"}]}
                """;
        try (Records records = open(sections, split(3))) {
            assertThat(records.columns())
                    .containsExactly("id", "title", "kind", "prompt", "tone", "size");
            assertThat(records.hasAllColumns()).isTrue();
            List<Row> rows = rows(records);
            assertThat(rows)
                    .extracting(Row::ordinal)
                    .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
            assertThat(fields(rows.getFirst()))
                    .isEqualTo(
                            Map.of(
                                    "id",
                                    "hero",
                                    "title",
                                    "Hero",
                                    "kind",
                                    "data",
                                    "prompt",
                                    "Extract it"));
            assertThat(((Row.Usable) rows.get(1)).record().id()).isEqualTo("hero/design");
            assertThat(fields(rows.get(1))).containsEntry("size", "1.50");
            assertThat(fields(rows.get(3)))
                    .containsEntry("kind", "2")
                    .containsEntry("prompt", "two");
            assertUnusable(rows.get(5), "foot/4", SkipReason.TOO_MANY_PARTS, "prompts has 4 parts");
            assertUnusable(rows.get(6), "void", SkipReason.MISSING_FIELD, "nothing to split");
            assertUnusable(rows.get(7), "odd", SkipReason.UNREADABLE_ROW, "neither a JSON list");
            assertThat(records.rowsRead()).isEqualTo(4);
        }
        try (Records records = open(sections, split(null))) {
            records.skip(5);
            assertThat(((Row.Usable) requireNonNull(records.next())).record().id())
                    .isEqualTo("foot/4");
        }
    }

    @Test
    void partsThatNobodyCouldSendAreMadeWholeOrLeftOut() throws IOException {
        String csv =
                """
                id,prompts
                1,"[""a\\ud83d"", ""b\\u0000"", {""\\ude00"": [""\\ud83d""]}]"
                """;
        try (Records records = open(csv, split(null))) {
            List<Row> rows = rows(records);
            assertThat(fields(rows.getFirst())).containsEntry("prompt", "a\uFFFD");
            assertUnusable(rows.get(1), "1/2", SkipReason.UNREADABLE_ROW, "NUL");
            assertThat(fields(rows.get(2))).containsEntry("\uFFFD", "[\"\uFFFD\"]");
        }
    }

    @Test
    void recordsWithoutAnyPartAreNamedByWhatTheyLack() throws IOException {
        try (Records records = open("id,prompts\n1,{}\n2,\n", split(null))) {
            assertThat(records.columns()).contains("kind", "prompt");
            assertUnusable(
                    rows(records).getFirst(),
                    "1",
                    SkipReason.MISSING_FIELD,
                    "prompts is empty, so there is nothing to split");
        }
    }

    @Test
    void aSecondPartOfTheSameIdIsLeftOut() throws IOException {
        String csv =
                """
                id,prompts
                1,"{""a"": ""One"", ""b/c"": ""Two"", ""a"": ""Three""}"
                1/b,"{""c"": ""Four""}"
                """;
        try (Records records = open(csv, split(null))) {
            List<Row> rows = rows(records);
            assertThat(fields(rows.getFirst())).containsEntry("prompt", "One");
            assertThat(fields(rows.get(1))).containsEntry("prompt", "Two");
            assertUnusable(
                    rows.get(2), "1/a", SkipReason.DUPLICATE_ID, "another part of this name");
            assertUnusable(rows.get(3), "1/b/c", SkipReason.DUPLICATE_ID, "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[[", "{\"a\":", "7", "null", "\"text\"", "[] x"})
    void whatIsNoListIsNotSplit(String text) throws IOException {
        String csv = "id,prompts\n1,\"" + text.replace("\"", "\"\"") + "\"\n";
        try (Records records = open(csv, split(3))) {
            assertUnusable(
                    rows(records).getFirst(),
                    "1",
                    SkipReason.UNREADABLE_ROW,
                    "neither a JSON list");
        }
    }

    private static Reading group(List<String> keep, List<Condition> drop, boolean isAdjacent) {
        var group = new Group("conversation", "time", "messages", keep, drop, isAdjacent);
        return new Reading(null, group, null, List.of());
    }

    private static Reading split(@Nullable Integer most) {
        return new Reading(null, null, new Split("prompts", most, "kind", "prompt"), List.of());
    }

    private Records open(String text, Reading reading) throws IOException {
        return open(text, reading, InputHints.NONE);
    }

    private Records open(String text, Reading reading, InputHints hints) throws IOException {
        return ReadRecords.open(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                "input",
                hints,
                reading,
                new ScratchSettings(folder.toString()));
    }

    private List<Path> left() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Row> rows(Records records) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Row row = records.next(); row != null; row = records.next()) {
            rows.add(row);
        }
        return rows;
    }

    private static Map<String, String> fields(Row row) {
        return ((Row.Usable) row).record().fields();
    }

    private static void assertUnusable(Row row, String id, SkipReason reason, String message) {
        assertThat(row)
                .isInstanceOfSatisfying(
                        Row.Unusable.class,
                        unusable -> {
                            assertThat(unusable.id()).isEqualTo(id);
                            assertThat(unusable.reason()).isEqualTo(reason);
                            assertThat(unusable.message()).contains(message);
                        });
    }
}
