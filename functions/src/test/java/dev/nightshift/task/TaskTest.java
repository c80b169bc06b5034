package dev.nightshift.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.batch.RequestLines;
import dev.nightshift.record.SourceRecord;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TaskTest {
    private static final String YAML =
            """
            name: score
            version: 3
            purpose: For tests.
            model: gpt-6-luna
            effort: none
            temperature: 0.2
            max_output_tokens: 10
            endpoint: /v1/responses
            instructions: Score it.
            prompt: |
              {{title}} & {{#salary}}pays {{salary}}{{/salary}}{{^salary}}pays nothing{{/salary}}
            requires: [title]
            output:
              type: object
              properties: {score: {type: integer}}
              required: [score]
              additionalProperties: false
            """;

    static Stream<String> builtIn() {
        return Tasks.builtIn().stream().map(Task::name);
    }

    @ParameterizedTest
    @MethodSource("builtIn")
    void builtInTaskIsReadAndDescribesItself(String name) {
        Task task = Tasks.find(name).orElseThrow();

        assertThat(task.name()).isEqualTo(name);
        assertThat(task.model()).isEqualTo("gpt-6-luna");
        assertThat(task.purpose()).isNotBlank().doesNotContain("\n");
        assertThat(task.prompt().fields()).containsAll(task.requires());
    }

    @Test
    void promptHoldsTheFieldsUnescapedAndPassesOverWhatIsEmpty() {
        PromptTemplate prompt = Tasks.parse(YAML, "score.yaml").prompt();

        assertThat(prompt.render(Map.of("title", "<a> \"b\" & 'c'", "salary", "")))
                .isEqualTo("<a> \"b\" & 'c' & pays nothing\n");
        assertThat(prompt.render(Map.of("title", "{{salary}}", "salary", "1 €")))
                .isEqualTo("{{salary}} & pays 1 €\n");
        assertThat(prompt.fields()).containsExactlyInAnyOrder("title", "salary");
    }

    @Test
    void requestForResponsesIsAsTheApiReferenceHasIt() throws IOException {
        JsonNode line = line(YAML);

        assertThat(line)
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        """
                                        {"custom_id":"r41","method":"POST","url":"/v1/responses","body":{
                                          "model":"gpt-6-luna","instructions":"Score it.",
                                          "input":"Dev & pays nothing\\n","max_output_tokens":10,
                                          "reasoning":{"effort":"none"},
                                          "text":{"format":{"type":"json_schema","name":"score","strict":true,
                                            "schema":{"type":"object","properties":{"score":{"type":"integer"}},
                                              "required":["score"],"additionalProperties":false}}},
                                          "store":false,"temperature":0.2}}
                                        """));
    }

    @Test
    void requestForChatCompletionsIsAsTheApiReferenceHasIt() throws IOException {
        JsonNode body = line(YAML.replace("/v1/responses", "/v1/chat/completions")).path("body");

        assertThat(body)
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        """
                                        {"model":"gpt-6-luna","messages":[
                                           {"role":"system","content":"Score it."},
                                           {"role":"user","content":"Dev & pays nothing\\n"}],
                                         "max_completion_tokens":10,"reasoning_effort":"none",
                                         "response_format":{"type":"json_schema","json_schema":{
                                           "name":"score","strict":true,
                                           "schema":{"type":"object","properties":{"score":{"type":"integer"}},
                                             "required":["score"],"additionalProperties":false}}},
                                         "temperature":0.2}
                                        """));
    }

    @Test
    void limitOfTokensIsReadAndMayBeLeftOut() {
        Task limited =
                Tasks.parse(YAML + "max_input_tokens: 900\ncut: [salary, title]\n", "score.yaml");

        assertThat(limited.maxInputTokens()).isEqualTo(900);
        assertThat(limited.cut()).containsExactly("salary", "title");
        assertThat(limited.withModel("gpt-6-sol").maxInputTokens()).isEqualTo(900);
        assertThat(Tasks.parse(YAML, "score.yaml").maxInputTokens()).isNull();
        assertThat(Tasks.parse(YAML + "max_input_tokens:\n", "score.yaml").maxInputTokens())
                .isNull();
        assertThat(Tasks.parse(YAML, "score.yaml").cut()).isEmpty();
    }

    @Test
    void taskForAnotherModelIsTheSameOtherwise() {
        Task task = Tasks.parse(YAML, "score.yaml").withModel("gpt-6-sol");

        assertThat(task.model()).isEqualTo("gpt-6-sol");
        assertThat(Tasks.parse(task.source(), "copy").model()).isEqualTo("gpt-6-sol");
        assertThat(task.reference()).isEqualTo("score@3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: score | name: Score It | name must be lower-case",
                "version: 3 | version: 0 | version must be a whole number",
                "model: gpt-6-luna | modell: gpt-6-luna | modell is not known",
                "model: gpt-6-luna | model: '' | model must be text",
                "effort: none | effort: much | effort must be one of",
                "effort: none | effort: low | temperature is taken by this model only with effort: none",
                "temperature: 0.2 | temperature: warm | temperature must be a number",
                "endpoint: /v1/responses | endpoint: /v1/embeddings | endpoint must be",
                "purpose: For tests. | prompt: 5 | not YAML",
                "requires: [title] | requires: title | requires must be a list",
                "requires: [title] | cut: title | cut must be a list",
                "requires: [title] | cut: [titel] | cut names 'titel', which the prompt does not use",
                "requires: [title] | max_input_tokens: 0 | max_input_tokens must be a whole number",
                "type: object | type: array | output must be a JSON Schema of type object",
                "{{title}} | {{#title}} | prompt:",
                "{{title}} | {{>title}} | prompt: partials",
            })
    void whatIsWrongWithATaskIsSaidInALineThatNamesFileAndField(
            String right, String wrong, String message) {
        assertThatExceptionOfType(InvalidTaskException.class)
                .isThrownBy(() -> Tasks.parse(YAML.replace(right, wrong), "mine.yaml"))
                .satisfies(
                        e ->
                                assertThat(e.getMessage())
                                        .startsWith("mine.yaml: ")
                                        .doesNotContain("mine.yaml: mine.yaml")
                                        .contains(message)
                                        .doesNotContain("\n"));
    }

    private static JsonNode line(String yaml) throws IOException {
        var record = new SourceRecord(41, 43, "p-1", Map.of("title", "Dev"));
        byte[] line = new RequestLines(Tasks.parse(yaml, "score.yaml")).line(record);
        assertThat(line).endsWith((byte) '\n');
        return new ObjectMapper().readTree(line);
    }
}
