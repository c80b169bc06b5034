package dev.nightshift.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nightshift.batch.ReplyJudge.Judgement;
import dev.nightshift.batch.ResultLine.Garbage;
import dev.nightshift.batch.ResultLine.Reply;
import dev.nightshift.pricing.Usage;
import dev.nightshift.record.OutcomeKind;
import dev.nightshift.task.Tasks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultLineTest {
    private static final String TASK =
            """
            name: score
            version: 1
            purpose: For tests.
            model: gpt-6-luna
            max_output_tokens: 10
            instructions: Score it.
            prompt: "{{text}}"
            output:
              type: object
              properties: {score: {type: integer, minimum: 0, maximum: 100}}
              required: [score]
              additionalProperties: false
            """;

    private final ResultLineParser parser = new ResultLineParser();
    private final ReplyJudge judge = new ReplyJudge(Tasks.parse(TASK, "score.yaml"));

    @ParameterizedTest
    @CsvSource({
        "chat-success, SUCCEEDED,",
        "responses-success, SUCCEEDED,",
        "several-messages-first-cut, SUCCEEDED,",
        "message-in-two-parts, SUCCEEDED,",
        "keys-in-another-order, SUCCEEDED,",
        "error-null-with-status-400, FAILED, unsupported_value",
        "status-500-without-code, FAILED, server_error",
        "status-0, FAILED, http_0",
        "expired, FAILED, batch_expired",
        "failed-inside-200, FAILED, server_error",
        "empty-body, FAILED, empty_reply",
        "unexpected-types, FAILED, http_0",
        "cancelled, CANCELLED,",
        "refusal-chat, REFUSED,",
        "refusal-responses, REFUSED,",
        "content-filter, REFUSED, content_filter",
        "length, TRUNCATED, length",
        "incomplete-inside-200, TRUNCATED, max_output_tokens",
        "schema-misfit, INVALID,",
        "not-json-reply, INVALID,",
    })
    void everyEndingOfALineHasItsOutcome(String file, OutcomeKind kind, String code)
            throws IOException {
        Judgement judgement = judge.judge(reply(file));

        assertThat(judgement.outcome().kind()).isEqualTo(kind);
        assertThat(judgement.outcome().code()).isEqualTo(code);
        assertThat(judgement.value())
                .isEqualTo(
                        kind == OutcomeKind.SUCCEEDED
                                ? JsonNodeFactory.instance.objectNode().put("score", 70)
                                : null);
    }

    @ParameterizedTest
    @CsvSource({
        "responses-success, NONE",
        "status-500-without-code, RESEND",
        "status-0, RESEND",
        "expired, RESEND",
        "failed-inside-200, RESEND",
        "empty-body, RESEND",
        "length, LARGER_LIMIT",
        "incomplete-inside-200, LARGER_LIMIT",
        "schema-misfit, REPAIR",
        "not-json-reply, REPAIR",
        "error-null-with-status-400, NONE",
        "refusal-chat, NONE",
        "content-filter, NONE",
        "cancelled, NONE",
        "answer-lost, NONE",
        "quota, NONE",
    })
    void whatMayHelpARecordDependsOnItsEnding(String file, Remedy remedy) throws IOException {
        assertThat(judge.judge(reply(file)).remedy()).isEqualTo(remedy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"schema-misfit", "not-json-reply", "length", "incomplete-inside-200"})
    void wordsThatDoNotFitAreKept(String file) throws IOException {
        Reply reply = reply(file);

        assertThat(judge.judge(reply).text()).isEqualTo(reply.texts().getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat-success", "responses-success"})
    void usageIsReadUnderTheNamesOfEitherEndpoint(String file) throws IOException {
        assertThat(reply(file).usage()).isEqualTo(new Usage(2256, 128, 179, 40));
        assertThat(reply(file).model()).isEqualTo("gpt-6-luna");
    }

    @ParameterizedTest
    @ValueSource(strings = {"without-custom-id", "cut-off-after-custom-id", "array", "not-json"})
    void lineThatLeadsToNoRequestIsGarbage(String file) throws IOException {
        byte[] line = line(file);

        assertThat(parser.parse(line, 0, line.length)).isInstanceOf(Garbage.class);
    }

    @Test
    void recordOfALineThatIsCutOffIsStillKnown() throws IOException {
        byte[] line = line("cut-off-after-custom-id");

        assertThat(parser.ordinal(line, 0, line.length)).hasValue(7);
    }

    @Property
    void anyBytesAreALineOrGarbage(@ForAll byte[] bytes) {
        assertThat(parser.parse(bytes, 0, bytes.length)).isNotNull();
        assertThat(parser.ordinal(bytes, 0, bytes.length)).isNotNull();
    }

    @Property
    void lineWithBytesChangedIsALineOrGarbageAndIsJudged(
            @ForAll @Size(max = 8) @ByteRange(min = 0, max = Byte.MAX_VALUE) byte[] wrong,
            @ForAll @IntRange(min = 0, max = 600) int at)
            throws IOException {
        byte[] line = line("responses-success");
        System.arraycopy(wrong, 0, line, at, Math.min(wrong.length, line.length - at));

        switch (parser.parse(line, 0, line.length)) {
            case Reply reply -> assertThat(judge.judge(reply).outcome()).isNotNull();
            case Garbage(var why) -> assertThat(why).isNotBlank();
        }
    }

    @Property
    void textOfAnyCharactersComesBackAsItWas(@ForAll String text) throws IOException {
        var json = new ObjectMapper();
        var line = json.createObjectNode().put("custom_id", "r0");
        line.putObject("response")
                .put("status_code", 200)
                .putObject("body")
                .putArray("choices")
                .addObject()
                .putObject("message")
                .put("content", text);
        byte[] bytes = json.writeValueAsBytes(line);

        Reply reply = (Reply) parser.parse(bytes, 0, bytes.length);

        byte[] expected = text.getBytes(StandardCharsets.UTF_8);
        assertThat(reply.texts().getFirst().getBytes(StandardCharsets.UTF_8)).isEqualTo(expected);
    }

    @Property
    void customIdLeadsBackToItsRecord(
            @ForAll @LongRange(min = 0, max = 99_999_999_999L) long ordinal) {
        assertThat(CustomId.ordinal(CustomId.of(ordinal))).hasValue(ordinal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "r", "7", "r-1", "r07", "r1x", "R1", "r99999999999999999999"})
    void customIdOfAnotherShapeLeadsNowhere(String customId) {
        assertThat(CustomId.ordinal(customId)).isEmpty();
    }

    private Reply reply(String file) throws IOException {
        byte[] line = line(file);
        return (Reply) parser.parse(line, 0, line.length);
    }

    private static byte[] line(String file) throws IOException {
        String name = "/result-lines/" + file + ".jsonl";
        try (InputStream in =
                Objects.requireNonNull(ResultLineTest.class.getResourceAsStream(name), name)) {
            byte[] bytes = in.readAllBytes();
            return Arrays.copyOf(bytes, bytes.length - 1);
        }
    }
}
