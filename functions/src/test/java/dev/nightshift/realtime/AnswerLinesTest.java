package dev.nightshift.realtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.batch.ResultLine;
import dev.nightshift.batch.ResultLine.LineError;
import dev.nightshift.batch.ResultLineParser;
import dev.nightshift.openai.OpenAiError;
import dev.nightshift.openai.RateLimits;
import dev.nightshift.openai.Reply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered to direct calls, as whoever reads a batch's files reads it. */
class AnswerLinesTest {
    private static final RateLimits UNTOLD = new RateLimits(null, null, null, null, null, null);

    @Test
    void replyIsWrittenOnOneLineHoweverItCame() {
        String body =
                """
                {
                  "status": "completed",
                  "output": [
                    {"type": "message", "content": [{"text": "one\\ntwo \\u00e9 é"}]}
                  ],
                  "usage": {"input_tokens": 7, "output_tokens": 3},
                  "temperature": 1.0000000000000000001,
                  "big": 123456789012345678901234567890
                }
                """;

        byte[] line = AnswerLines.of("r7", new Reply(body, UNTOLD, "req_1"));

        assertThat(new String(line, UTF_8))
                .startsWith(
                        "{\"id\":\"realtime_r7\",\"custom_id\":\"r7\",\"response\":{\"status_code\":200,\"request_id\":\"req_1\",\"body\":{")
                .contains("1.0000000000000000001", "123456789012345678901234567890")
                .endsWith("}},\"error\":null}\n")
                .hasLineCount(1);
        ResultLine.Reply reply = read(line);
        assertThat(reply.customId()).isEqualTo("r7");
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.texts()).containsExactly("one\ntwo é é");
        assertThat(reply.usage().inputTokens()).isEqualTo(7);
        assertThat(reply.error()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>502</html>",
                "null",
                "[1]",
                "\"text\"",
                "{\"output\":[",
                "{} {}",
                "{\"a\":1}\n{\"custom_id\":\"r8\"}"
            })
    void answerThatIsNoJsonObjectFailsItsRequestAndSpoilsNoOtherLine(String body) {
        byte[] line = AnswerLines.of("r7", new Reply(body, UNTOLD, null));

        assertThat(new String(line, UTF_8)).hasLineCount(1).endsWith("\n");
        ResultLine.Reply reply = read(line);
        assertThat(reply.customId()).isEqualTo("r7");
        assertThat(code(reply)).isEqualTo("unreadable_answer");
    }

    @Test
    void answerThatIsNestedTooDeepFailsItsRequest() {
        String body = "{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}";

        byte[] line = AnswerLines.of("r7", new Reply(body, UNTOLD, null));

        assertThat(code(read(line))).isEqualTo("unreadable_answer");
    }

    @Test
    void errorHasOpenAisShapeAndItsStatus() {
        var error =
                new OpenAiError(
                        400,
                        "invalid_prompt",
                        "invalid_request_error",
                        null,
                        "a \"bad\"\nprompt",
                        "req_2");

        byte[] line = AnswerLines.of("r0", error);

        assertThat(new String(line, UTF_8))
                .isEqualTo(
                        "{\"id\":\"realtime_r0\",\"custom_id\":\"r0\",\"response\":{\"status_code\":400,\"request_id\":\"req_2\",\"body\":{\"error\":{\"message\":\"a \\\"bad\\\"\\nprompt\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"invalid_prompt\"}}},\"error\":null}\n");
        assertThat(read(line).statusCode()).isEqualTo(400);
        assertThat(read(line).error())
                .isEqualTo(new LineError("invalid_prompt", "a \"bad\"\nprompt"));
    }

    @Test
    void requestWithoutAnAnswerHasAnErrorOfItsOwn() {
        byte[] line = AnswerLines.failure("r0", "answer_lost", "it broke");

        assertThat(new String(line, UTF_8))
                .isEqualTo(
                        "{\"id\":\"realtime_r0\",\"custom_id\":\"r0\",\"response\":null,\"error\":{\"code\":\"answer_lost\",\"message\":\"it broke\"}}\n");
        assertThat(read(line).error()).isEqualTo(new LineError("answer_lost", "it broke"));
    }

    private static @Nullable String code(ResultLine.Reply reply) {
        LineError error = reply.error();
        return error == null ? null : error.code();
    }

    private static ResultLine.Reply read(byte[] line) {
        return (ResultLine.Reply) new ResultLineParser().parse(line, 0, line.length);
    }
}
