package dev.nightshift.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.batch.Request;
import dev.nightshift.batch.RequestLines;
import dev.nightshift.batch.Requests;
import dev.nightshift.record.SourceRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
    private static final Task TASK =
            Tasks.parse(
                    """
                    name: reply
                    version: 1
                    purpose: For tests.
                    model: gpt-6-luna
                    max_output_tokens: 10
                    instructions: Answer.
                    history: before
                    prompt: "{{title}}"
                    """,
                    "reply.yaml");

    @Test
    void whatWasSaidIsReadAsItWasWritten() {
        History history = History.NONE.and("Is it \"so\"?", "Yes.\n").and("Why?", "Because.");

        assertThat(History.read(history.text())).contains(history);
        assertThat(History.read(" ")).contains(History.NONE);
        assertThat(History.read("[{\"role\":\"user\",\"content\":\"a\\ud83d\"}]"))
                .contains(new History(List.of(new History.Message(History.Role.USER, "a\uFFFD"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello",
                "{}",
                "[1]",
                "[{\"role\":\"system\",\"content\":\"x\"}]",
                "[{\"role\":\"user\"}]",
                "[{\"role\":\"user\",\"content\":1}]",
                "[] []",
                "["
            })
    void anythingElseIsNoHistory(String text) {
        assertThat(History.read(text)).isEmpty();
    }

    @Test
    void itStandsBeforeThePromptAndThereIsNoSchemaForFreeText() throws IOException {
        String line = line(History.NONE.and("Who?", "They.").text());

        assertThat(line)
                .contains(
                        "\"input\":[{\"role\":\"user\",\"content\":\"Who?\"},{\"role\":\"assistant\",\"content\":\"They.\"},{\"role\":\"user\",\"content\":\"Why?\"}]")
                .contains("\"store\":false")
                .doesNotContain("\"text\":");
        assertThat(line("")).contains("\"input\":\"Why?\"");
    }

    @Test
    void twoThatAskTheSameAfterDifferentTalksAreNotTheSame() throws IOException {
        assertThat(request(History.NONE.and("Who?", "They.").text()))
                .isInstanceOfSatisfying(
                        Request.Fitting.class,
                        one ->
                                assertThat(one.hash())
                                        .isNotEqualTo(((Request.Fitting) other()).hash()));
        assertThat(request("no history"))
                .isInstanceOfSatisfying(
                        Request.Unfit.class,
                        unfit -> assertThat(unfit.why()).startsWith("before is no JSON array"));
    }

    @Test
    void aReplyInFreeTextIsItsOwnValue() {
        OutputSchema schema = new OutputSchema(TASK);

        assertThat(schema.columns()).containsExactly("reply");
        assertThat(schema.check("So it is."))
                .isInstanceOfSatisfying(
                        OutputSchema.Verdict.Fits.class,
                        fits -> assertThat(fits.value()).hasToString("{\"reply\":\"So it is.\"}"));
        assertThat(schema.check(" ")).isInstanceOf(OutputSchema.Verdict.Misfit.class);
    }

    private static Request other() {
        try {
            return request(History.NONE.and("Who?", "We.").text());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Request request(String history) throws IOException {
        return new Requests(TASK).of(record(history));
    }

    private static String line(String history) throws IOException {
        return new String(new RequestLines(TASK).line(record(history)), StandardCharsets.UTF_8);
    }

    private static SourceRecord record(String history) {
        return new SourceRecord(0, 2, "r", Map.of("title", "Why?", "before", history));
    }
}
