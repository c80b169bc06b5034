package dev.nightshift.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.reading.Condition;
import dev.nightshift.reading.Group;
import dev.nightshift.reading.Reading;
import dev.nightshift.reading.Split;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingParserTest {
    private static final String TASK =
            """
            name: t
            version: 1
            purpose: p
            model: gpt-6-luna
            max_output_tokens: 10
            instructions: i
            prompt: "{{x}}"
            """;

    @Test
    void whatIsNotSaidIsNotDone() {
        assertThat(reading("")).isEqualTo(Reading.PLAIN);
    }

    @Test
    void allCanBeSaid() {
        Reading reading =
                reading(
                        """
                        records: page.sections
                        group:
                          by: chat
                          sort: time
                          into: messages
                          keep: [channel]
                          drop:
                            - {field: text, contains: "*977#", reason: automatic reply}
                          adjacent: true
                        split: {field: prompts, most: 3, key: kind, value: prompt}
                        filters:
                          - {field: x, is: [5, true]}
                        """);

        assertThat(reading)
                .isEqualTo(
                        new Reading(
                                List.of("page", "sections"),
                                new Group(
                                        "chat",
                                        "time",
                                        "messages",
                                        List.of("channel"),
                                        List.of(
                                                new Condition(
                                                        "text",
                                                        new Condition.Contains(List.of("*977#")),
                                                        null,
                                                        "automatic reply")),
                                        true),
                                new Split("prompts", 3, "kind", "prompt"),
                                List.of(
                                        new Condition(
                                                "x",
                                                new Condition.Is(List.of("5", "true")),
                                                null,
                                                "x is \"5\" or \"true\""))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "is: a|a|A",
                "not: [a, b]|c|b",
                "contains: ['*9', b]|x*9|x9",
                "starts_with: b|bc|cb",
                "matches: '^a+$'|aaa|aab",
                "shorter_than: 3|' 😀😀 '|abc",
                "longer_than: 2|abc|' ab '",
                "empty: true|' []'|'[0]'",
                "empty: false|x|''",
            })
    void conditionsAreMetOrNot(String test, String met, String unmet) {
        Condition condition = reading("filters: [{field: x, " + test + "}]").filters().getFirst();

        assertThat(condition.isMetBy(Map.of("x", met))).isTrue();
        assertThat(condition.isMetBy(Map.of("x", unmet))).isFalse();
        assertThat(condition.reason()).startsWith("x ");
    }

    @Test
    void aConditionIsVoidWhereAnotherIsMet() {
        Condition condition =
                reading(
                                "filters: [{field: text, contains: '*9', unless: {field: author, is: [client, customer]}}]")
                        .filters()
                        .getFirst();

        assertThat(condition.isMetBy(Map.of("text", "*9 menu", "author", "robot"))).isTrue();
        assertThat(condition.isMetBy(Map.of("text", "*9 menu"))).isTrue();
        assertThat(condition.isMetBy(Map.of("text", "What is *9?", "author", "customer")))
                .isFalse();
        assertThat(condition.fields()).containsExactly("text", "author");
        assertThat(condition.reason())
                .isEqualTo("text contains \"*9\", not where author is \"client\" or \"customer\"");
    }

    @Test
    void aHostilePatternTakesLinearTime() {
        Condition condition =
                reading("filters: [{field: x, matches: '(a*)*b'}]").filters().getFirst();

        assertThat(condition.isMetBy(Map.of("x", "a".repeat(100_000)))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "records: a..b|records must be names with dots between them",
                "records: [a]|records must be text",
                "group: chat|group must have keys such as adjacent, by",
                "group: {by: a}|group.into is missing",
                "group: {into: a}|group.by is missing",
                "group: {by: a, into: a}|group.into names 'a'",
                "group: {by: a, into: b, keep: [b]}|group.into names 'b'",
                "group: {by: a, into: b, keep: [a]}|group.keep names 'a'",
                "group: {by: a, into: b, order: c}|group.order is not known; known are adjacent, by, drop",
                "group: {by: a, into: b, adjacent: maybe}|group.adjacent must be true or false",
                "group: {by: a, into: b, drop: [{field: c}]}|group.drop[0] asks for nothing; say one of contains",
                "split: {}|split.field is missing",
                "split: {field: a, most: 0}|split.most must be a whole number of at least 1",
                "split: {field: a, keys: b}|split.keys is not known",
                "filters: {field: a}|filters must be a list of conditions",
                "filters: [a]|filters[0] must have a field and what is asked of it",
                "filters: [{is: a}]|filters[0].field is missing",
                "filters: [{field: a, is: b, not: c}]|filters[0] asks for is and not; say one",
                "filters: [{field: a, is: b, unless: {field: c, was: d}}]|filters[0].unless.was is not known",
                "filters: [{field: a, contain: b}]|filters[0].contain is not known; known are contains",
                "filters: [{field: a, contains: []}]|filters[0].contains must not be empty",
                "filters: [{field: a, contains: ''}]|filters[0].contains must be a text, or a list of texts",
                "filters: [{field: a, matches: '(?<=a)b'}]|filters[0].matches is no regular expression (RE2)",
                "filters: [{field: a, shorter_than: long}]|filters[0].shorter_than must be a whole number",
                "filters: [{field: a, empty: 1}]|filters[0].empty must be true or false",
            })
    void whatCannotBeSaidIsRefusedWithItsPlace(String yaml, String message) {
        assertThatExceptionOfType(InvalidTaskException.class)
                .isThrownBy(() -> reading(yaml))
                .withMessageContaining("t.yaml: " + message);
    }

    private static Reading reading(String yaml) {
        return Tasks.parse(TASK + yaml, "t.yaml").reading();
    }
}
