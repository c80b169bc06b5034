package dev.nightshift.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskCheckTest {
    private static final String YAML =
            """
            name: score
            version: 1
            purpose: For tests.
            model: gpt-6-luna
            effort: none
            max_output_tokens: 100
            instructions: Score it.
            prompt: <a>{{title}}</a>
            output:
              type: object
              properties:
                score: {type: integer, minimum: 0}
                tags: {type: array, items: {type: string}}
                inner:
                  type: object
                  properties: {x: {type: [string, "null"]}}
                  required: [x]
                  additionalProperties: false
              required: [score, tags, inner]
              additionalProperties: false
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "minimum: 0 | minimun: 0 | output.properties.score.minimun is not taken by OpenAI in strict mode; did you mean minimum?",
                "minimum: 0 | default: 0 | output.properties.score.default is not taken by OpenAI in strict mode; say it in the description",
                "type: integer, | type: int, | output.properties.score.type 'int' is none; known are array, boolean",
                "{type: integer, minimum: 0} | {minimum: 0} | output.properties.score needs a type",
                "{type: integer, minimum: 0} | integer | output.properties.score must be a schema",
                "{type: integer, minimum: 0} | {oneOf: []} | output.properties.score.oneOf is not taken by OpenAI in strict mode; use anyOf",
                "{type: integer, minimum: 0} | {enum: []} | output.properties.score.enum must be a list of values",
                "{type: integer, minimum: 0} | {$ref: '#/$defs/x'} | output.properties.score.$ref '#/$defs/x' leads nowhere",
                "{type: integer, minimum: 0} | {$ref: '#/properties/score'} | output.properties.score.$ref '#/properties/score' leads back to itself alone",
                "{type: integer, minimum: 0} | {type: string, format: uri} | output.properties.score.format 'uri' is not taken by OpenAI",
                "{type: integer, minimum: 0} | {type: string, pattern: '('} | output.properties.score.pattern is no regular expression",
                ", items: {type: string} | `` | output.properties.tags is a list and needs items",
                "[string, \"null\"] | [string, null] | output.properties.inner.properties.x.type is YAML's null; write \"null\" in quotes",
                "required: [x] | required: [] | output.properties.inner.required must name all properties, x too; let one that may be absent be null",
                "required: [x] | required: [x, y] | output.properties.inner.required names y, which properties does not have",
                "[score, tags, inner]\\n  additionalProperties: false | [score, tags, inner] | output must have additionalProperties: false",
                "output: | output:\\n  anyOf: [{type: object}] | output must not be anyOf",
                "max_output_tokens: 100 | max_output_tokens: 2000000 | max_output_tokens leaves no room for input in the window of gpt-6-luna",
                "output: | group: {by: id, into: rows}\\noutput: | prompt names 'title', which the records do not have; they have id, rows",
                "output: | group: {by: id, into: titles}\\noutput: | they have id, titles; did you mean titles?",
                "score: {type | score: &a {type | none",
                "score: {type: integer, minimum: 0}\\n    tags: | score: &a {type: integer}\\n    other: *a\\n    tags: | has the alias *a; write out what it stands for",
            })
    void whatCannotBeIsSaidWithWhatToDo(String right, String wrong, String message) {
        String yaml = YAML.replace(right.replace("\\n", "\n"), wrong.replace("\\n", "\n"));
        if (message.equals("none")) {
            assertThat(Tasks.parse(yaml, "mine.yaml").name()).isEqualTo("score");
            return;
        }
        assertThatExceptionOfType(InvalidTaskException.class)
                .isThrownBy(() -> Tasks.parse(yaml, "mine.yaml"))
                .satisfies(
                        e ->
                                assertThat(e.getMessage())
                                        .startsWith("mine.yaml: ")
                                        .contains(message)
                                        .doesNotContain("\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<a>{{title}}</a> | <a></a>{{title}} | prompt has title outside of any <tag>…</tag> or fence",
                "<a>{{title}}</a> | Hello | prompt uses no field, so that every record asks the same",
                "prompt: | requires: [titles]\\nprompt: | prompt uses 'title', and requires names 'titles'",
                "max_output_tokens: 100 | max_output_tokens: 200000 | max_output_tokens is 200,000; OpenAI's models write at most 128,000",
                "max_output_tokens: 100 | max_output_tokens: 100\\nmax_input_tokens: 1000000 | max_input_tokens is 1,000,000; with max_output_tokens the window of gpt-6-luna leaves 922,000",
                "gpt-6-luna | gpt-4.1 | effort may be refused by gpt-4.1, which does not reason",
                "gpt-6-luna\\neffort: none | gpt-5\\ntemperature: 0.5 | temperature may be refused by gpt-5, which reasons",
            })
    void whatIsDoubtfulIsAWarning(String right, String wrong, String message) {
        Task task =
                Tasks.parse(
                        YAML.replace(right.replace("\\n", "\n"), wrong.replace("\\n", "\n")),
                        "mine.yaml");

        assertThat(messages(TaskCheck.of(task).warnings())).contains(message);
    }

    @Test
    void aSoundTaskHasNeitherErrorsNorWarnings() {
        assertThat(TaskCheck.of(Tasks.parse(YAML, "mine.yaml")).findings()).isEmpty();
        for (Task task : Tasks.builtIn()) {
            assertThat(TaskCheck.of(task).findings()).as(task.name()).isEmpty();
        }
    }

    @Test
    void fieldsThatRecordsDoNotHaveAreErrors() {
        Task task = Tasks.parse(YAML, "mine.yaml");

        assertThat(TaskCheck.of(task, List.of("title", "id")).errors()).isEmpty();
        assertThat(messages(TaskCheck.of(task, List.of("titles", "id")).errors()))
                .isEqualTo(
                        "prompt names 'title', which the records do not have; they have id, titles; did you mean titles?");
    }

    @Test
    void schemasAreHeldAgainstOpenAisLimits() {
        var names = new StringBuilder();
        var required = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            names.append(", p%d: {type: string}".formatted(i));
            required.append(", p" + i);
        }
        String wide =
                YAML.replace(
                                "    tags:",
                                "    wide: {type: object, properties: {a: {type: string}%s}, required: [a%s], additionalProperties: false}\n    tags:"
                                        .formatted(names, required))
                        .replace("[score, tags", "[wide, score, tags");
        String deep = "{type: string}";
        for (int i = 0; i < 10; i++) {
            deep =
                    "{type: object, properties: {a: %s}, required: [a], additionalProperties: false}"
                            .formatted(deep);
        }
        String enums = "{enum: [" + "abcdefghijklmnopqrst, ".repeat(1_000) + "z]}";

        assertThat(errors(wide))
                .contains("output has 5,006 properties; OpenAI takes 5,000 at most");
        assertThat(errors(YAML.replace("{type: integer, minimum: 0}", deep)))
                .contains("lies more than 10 objects deep");
        assertThat(errors(YAML.replace("{type: integer, minimum: 0}", enums)))
                .contains("output has 1,001 values in enums")
                .contains(
                        "output.properties.score.enum has 20,001 characters; OpenAI takes 15,000 at most");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "x",
                "{}\n---\n{",
                "a: b\n---\n\"",
                "- \t",
                "*a",
                "&a [*a]"
            })
    void whatIsNoTaskIsRefusedInWords(String text) {
        assertThatExceptionOfType(InvalidTaskException.class)
                .isThrownBy(() -> Tasks.parse(text, "mine.yaml"))
                .withMessageStartingWith("mine.yaml: ");
    }

    @Test
    void aJobsTaskThatWasKeptIsNotCheckedAgain() {
        String yaml = YAML.replace("required: [x]", "required: []");

        assertThat(Tasks.kept(yaml, "mine.yaml").reference()).isEqualTo("score@1");
    }

    private static String errors(String yaml) {
        return messages(TaskCheck.of(Tasks.kept(yaml, "mine.yaml")).errors());
    }

    private static String messages(List<Finding> findings) {
        return findings.stream().map(Finding::message).collect(Collectors.joining("\n"));
    }
}
