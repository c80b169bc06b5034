package dev.nightshift.simulator;

import static dev.nightshift.simulator.TestingSimulator.JSON;
import static dev.nightshift.simulator.TestingSimulator.chat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.simulator.TestingSimulator.Got;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelTest {
    private static final String SCHEMA =
            """
            {"type":"object","properties":{"city":{"type":"string"}},"required":["city"],
            "additionalProperties":false}
            """;

    @TempDir Path dir;

    @Test
    void replyRepeatsForTheSameRequestAndDiffersForAnother() throws Exception {
        try (var testing = TestingSimulator.start(dir, Map.of())) {
            String crane =
                    reply(testing.post("/chat/completions", chat("A crane in Ulm").toString()));
            String again =
                    reply(testing.post("/chat/completions", chat("A crane in Ulm").toString()));
            String pump =
                    reply(testing.post("/chat/completions", chat("A pump in Jena").toString()));

            assertThat(again).isEqualTo(crane);
            assertThat(crane).containsIgnoringCase("crane").doesNotContain("Jena");
            assertThat(pump).contains("Jena");
        }
    }

    @Test
    void rateLimitHeadersCountDownAndRefuseWhatIsTooMuch() throws Exception {
        try (var testing = TestingSimulator.start(dir, Map.of("model.requests-per-minute", "2"))) {
            Got first = testing.post("/chat/completions", chat("x").toString());
            testing.post("/chat/completions", chat("x").toString());
            Got third = testing.post("/chat/completions", chat("x").toString());

            assertThat(first.header("x-ratelimit-limit-requests")).isEqualTo("2");
            assertThat(first.header("x-ratelimit-remaining-requests")).isEqualTo("1");
            assertThat(first.header("x-ratelimit-reset-requests")).isEqualTo("30s");
            assertThat(third.status()).isEqualTo(429);
            assertThat(third.error().path("code").asText()).isEqualTo("rate_limit_exceeded");
            assertThat(Integer.parseInt(third.header("retry-after"))).isBetween(1, 90);
            testing.advance(Duration.ofSeconds(30));
            assertThat(testing.post("/chat/completions", chat("x").toString()).status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "temperature, 0.3, 400, unsupported_value",
        "max_tokens, 100, 400, unsupported_parameter",
        "reasoning_effort, '\"minimal\"', 400, unsupported_value",
        "model, '\"gpt-0\"', 404, model_not_found",
        "messages, null, 400, missing_required_parameter",
        "stream, true, 400, unsupported_value",
        "response_format, '{\"type\":\"xml\"}', 400, invalid_value",
    })
    void wrongParameterIsRefused(String name, String value, int status, String code)
            throws Exception {
        try (var testing = TestingSimulator.start(dir, Map.of())) {
            ObjectNode body = chat("Hello");
            body.set(name, JSON.readTree(value));

            Got got = testing.post("/chat/completions", body.toString());

            assertThat(got.status()).isEqualTo(status);
            assertThat(got.error().path("code").asText()).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"type\":\"array\",\"items\":{}}', type",
        "'{\"type\":\"object\",\"properties\":{}}', additionalProperties",
        "'{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[]}', Missing 'a'",
        "'{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{\"a\":{\"allOf\":[]}},\"required\":[\"a\"]}', allOf",
    })
    void schemaOutsideOfTheStrictSubsetIsRefused(String schema, String message) throws Exception {
        try (var testing = TestingSimulator.start(dir, Map.of())) {
            Got got = testing.post("/chat/completions", withSchema(schema, true).toString());

            assertThat(got.status()).isEqualTo(400);
            assertThat(got.error().path("code").asText()).isEqualTo("invalid_json_schema");
            assertThat(got.error().path("message").asText()).contains(message);
            assertThat(
                            testing.post("/chat/completions", withSchema(schema, false).toString())
                                    .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void outputLimitIncludesThinkingAndCutsTheReply() throws Exception {
        try (var testing = TestingSimulator.start(dir, Map.of())) {
            ObjectNode body = chat("Tell me all").put("reasoning_effort", "none");
            body.put("max_completion_tokens", 10);

            JsonNode cut = testing.post("/chat/completions", body.toString()).json();
            body.put("reasoning_effort", "high");
            JsonNode nothing = testing.post("/chat/completions", body.toString()).json();

            assertThat(cut.at("/choices/0/finish_reason").asText()).isEqualTo("length");
            assertThat(cut.at("/choices/0/message/content").asText()).hasSizeBetween(30, 40);
            assertThat(cut.at("/usage/completion_tokens").asInt()).isEqualTo(10);
            assertThat(nothing.at("/choices/0/message/content").asText()).isEmpty();
            assertThat(nothing.at("/usage/completion_tokens_details/reasoning_tokens").asInt())
                    .isEqualTo(10);
        }
    }

    @Test
    void unstoredResponseCannotBeGoneOnFrom() throws Exception {
        try (var testing = TestingSimulator.start(dir, Map.of())) {
            Got first =
                    testing.post(
                            "/responses",
                            "{\"model\":\"gpt-6-luna\",\"input\":\"Hi\",\"store\":false}");
            String id = first.json().path("id").asText();
            Got second =
                    testing.post(
                            "/responses",
                            "{\"model\":\"gpt-6-luna\",\"input\":\"And?\",\"previous_response_id\":\"%s\"}"
                                    .formatted(id));

            assertThat(second.status()).isEqualTo(400);
            assertThat(second.error().path("code").asText())
                    .isEqualTo("previous_response_not_found");
            assertThat(second.error().path("message").asText())
                    .isEqualTo("Previous response with id '%s' not found.".formatted(id));
            assertThat(testing.get("/responses/" + id).status()).isEqualTo(404);
        }
    }

    @Test
    void storedResponseSurvivesARestartAndItsInputIsReadAgain() throws Exception {
        String id;
        TestingSimulator before = TestingSimulator.start(dir, Map.of());
        try (before) {
            id =
                    before.post(
                                    "/responses",
                                    "{\"model\":\"gpt-6-luna\",\"input\":\"The lighthouse of Cuxhaven\"}")
                            .json()
                            .path("id")
                            .asText();
        }
        try (var after = new TestingSimulator(dir, before.time, Map.of())) {
            String next =
                    "{\"model\":\"gpt-6-luna\",\"input\":\"More\",\"previous_response_id\":\"%s\"}"
                            .formatted(id);
            Got counted = after.post("/responses/input_tokens", next);
            Got answered = after.post("/responses", next);

            assertThat(answered.json().at("/usage/input_tokens").asInt())
                    .isEqualTo(counted.json().path("input_tokens").asInt())
                    .isGreaterThan(20);
            assertThat(outputText(answered.json())).contains("Cuxhaven");
        }
    }

    @Test
    void thinkingComesBeforeTheMessage() throws Exception {
        try (var testing = TestingSimulator.start(dir, Map.of())) {
            JsonNode response =
                    testing.post("/responses", "{\"model\":\"gpt-6-luna\",\"input\":\"Hi\"}")
                            .json();

            assertThat(response.at("/output/0/type").asText()).isEqualTo("reasoning");
            assertThat(response.at("/output/1/type").asText()).isEqualTo("message");
            assertThat(response.has("output_text")).isFalse();
            assertThat(response.path("status").asText()).isEqualTo("completed");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "refused, completed, ''",
        "filtered, incomplete, content_filter",
        "truncated, incomplete, max_output_tokens",
        "incomplete, incomplete, max_output_tokens",
        "several-messages, completed, ''",
    })
    void replyIsSpoiledOnPurpose(String fault, String status, String reason) throws Exception {
        try (var testing = TestingSimulator.start(dir, Map.of("fault.reply." + fault, "1"))) {
            Got got = testing.post("/responses", "{\"model\":\"gpt-6-luna\",\"input\":\"Hi you\"}");
            JsonNode response = got.json();

            assertThat(got.status()).isEqualTo(200);
            assertThat(response.path("status").asText()).isEqualTo(status);
            assertThat(response.at("/incomplete_details/reason").asText("")).isEqualTo(reason);
            int messages = response.path("output").size() - 1;
            switch (fault) {
                case "refused" ->
                        assertThat(response.at("/output/1/content/0/type").asText())
                                .isEqualTo("refusal");
                case "incomplete" -> assertThat(messages).isZero();
                case "several-messages" -> assertThat(messages).isEqualTo(2);
                default -> assertThat(messages).isEqualTo(1);
            }
        }
    }

    @Test
    void misfitDoesNotFitTheSchema() throws Exception {
        try (var testing = TestingSimulator.start(dir, Map.of("fault.reply.misfit", "1"))) {
            Got got = testing.post("/chat/completions", withSchema(SCHEMA, true).toString());

            assertThat(reply(got)).doesNotStartWith("{\"city\":\"").isNotEmpty();
        }
    }

    @Test
    void repliesAreMadeAsLongAsAskedFor() throws Exception {
        try (var testing = TestingSimulator.start(dir, Map.of("model.reply-bytes", "4000"))) {
            Got fitted = testing.post("/chat/completions", withSchema(SCHEMA, true).toString());
            Got prose = testing.post("/chat/completions", chat("Some words").toString());

            assertThat(reply(fitted)).hasSizeBetween(3_900, 4_200);
            assertThat(reply(prose)).hasSizeBetween(3_900, 4_200);
        }
    }

    @Test
    void modelsAreListed() throws Exception {
        try (var testing = TestingSimulator.start(dir, Map.of("model.names", "own-1, own-2"))) {
            assertThat(testing.get("/models").json().path("data").findValuesAsText("id"))
                    .containsExactly("own-1", "own-2");
            assertThat(testing.get("/models/own-1").status()).isEqualTo(200);
            assertThat(testing.get("/models/gpt-6-luna").status()).isEqualTo(404);
        }
    }

    private static ObjectNode withSchema(String schema, boolean strict) throws Exception {
        ObjectNode body = chat("From Lübeck to Kiel by boat");
        ObjectNode format = body.putObject("response_format").put("type", "json_schema");
        format.putObject("json_schema")
                .put("name", "out")
                .put("strict", strict)
                .set("schema", JSON.readTree(schema));
        return body;
    }

    private static String reply(Got got) throws Exception {
        return got.json().at("/choices/0/message/content").asText();
    }

    private static String outputText(JsonNode response) {
        StringBuilder text = new StringBuilder();
        response.path("output").findValues("text").forEach(one -> text.append(one.asText()));
        return text.toString();
    }
}
