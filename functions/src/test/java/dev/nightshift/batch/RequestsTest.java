package dev.nightshift.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.batch.RecordLineReader.RecordLine;
import dev.nightshift.record.Row;
import dev.nightshift.record.SkipReason;
import dev.nightshift.record.SourceRecord;
import dev.nightshift.task.Revision;
import dev.nightshift.task.Task;
import dev.nightshift.task.Tasks;
import dev.nightshift.tokens.TokenCounter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {
    private static final TokenCounter COUNTER = TokenCounter.forModel("gpt-5-mini");
    private static final String SENTENCE = "The clerk retypes all orders by hand. ";
    private static final String YAML =
            """
            name: score
            version: 1
            purpose: For tests.
            model: gpt-5-mini
            max_output_tokens: 10
            instructions: Score it.
            prompt: "{{title}}: {{text}} {{#notes}}Notes: {{notes}}{{/notes}}"
            requires: [title]
            output:
              type: object
              properties: {score: {type: integer}}
              required: [score]
              additionalProperties: false
            """;

    /** Everything but the prompt: name, instructions and schema, and nine for the messages. */
    private static final long FIXED =
            9
                    + COUNTER.count("score")
                    + COUNTER.count("Score it.")
                    + COUNTER.count(
                            "{\"type\":\"object\",\"properties\":{\"score\":{\"type\":\"integer\"}},"
                                    + "\"required\":[\"score\"],\"additionalProperties\":false}");

    @Test
    void requestWithinTheLimitIsAsItWas() throws IOException {
        Request.Fitting request = fitting("max_input_tokens: 400", record("Clerk", SENTENCE, ""));

        assertThat(request.cuts()).isEmpty();
        assertThat(request.line())
                .isEqualTo(new RequestLines(task("")).line(record("Clerk", SENTENCE, "")));
        assertThat(request.prompt().tokens()).isEqualTo(COUNTER.count("Clerk: " + SENTENCE + " "));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 100, 400, 5_000})
    void longestFieldIsCutSoThatTheRequestKeepsToTheLimit(int limit) throws IOException {
        String text = SENTENCE.repeat(1_000);
        Request.Fitting request =
                fitting("max_input_tokens: " + limit, record("Clerk", text, "urgent"));

        FieldCut cut = request.cuts().getFirst();
        String prompt = prompt(request);
        assertThat(request.cuts()).hasSize(1);
        assertThat(cut.field()).isEqualTo("text");
        assertThat(cut.tokens()).isEqualTo(COUNTER.count(text));
        assertThat(prompt).startsWith("Clerk: The clerk").endsWith(" Notes: urgent");
        assertThat(FIXED + COUNTER.count(prompt)).isBetween(limit - 12L, (long) limit);
        assertThat(prompt).contains(text.substring(0, 10 * (int) cut.kept() / 5));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 100, 400, 5_000})
    void endOfAFieldStaysWhereTheTaskSaysSo(int limit) throws IOException {
        String text = "Why? " + SENTENCE.repeat(1_000) + "So it is.";
        SourceRecord record = record("Clerk", text, "");

        String end = prompt(fitting("max_input_tokens: " + limit + "\nkeep: {text: end}", record));
        String both =
                prompt(fitting("max_input_tokens: " + limit + "\nkeep: {text: both}", record));

        assertThat(end).startsWith("Clerk: ").doesNotContain("Why?").contains("So it is.");
        assertThat(text).contains(end.substring("Clerk: ".length()).strip());
        assertThat(both).startsWith("Clerk: Why? The clerk").contains("\n[…]\n", "So it is.");
        for (String prompt : List.of(end, both)) {
            assertThat(FIXED + COUNTER.count(prompt)).isBetween(limit - 40L, (long) limit);
        }
    }

    @Test
    void ofAListWholeElementsStay() throws IOException {
        String list =
                IntStream.range(0, 1_000)
                        .mapToObj(i -> "{\"n\": \"%d: %s\"}".formatted(i, SENTENCE.strip()))
                        .collect(Collectors.joining(", ", "[", "]"));
        String yaml =
                YAML.replace("{{text}}", "{{#text}}{{n}}\\n{{/text}}")
                        + "max_input_tokens: 300\nkeep: {text: %s}\n";

        for (String keep : List.of("end", "both")) {
            Task task = Tasks.parse(yaml.formatted(keep), "score.yaml");
            var request = (Request.Fitting) new Requests(task).of(record("Clerk", list, ""));
            List<String> said =
                    prompt(request).lines().filter(line -> line.contains("clerk")).toList();
            assertThat(said).hasSizeGreaterThan(10).allMatch(line -> line.endsWith("hand."));
            assertThat(said.getFirst()).startsWith(keep.equals("both") ? "Clerk: 0:" : "Clerk: 9");
            assertThat(said.getLast()).startsWith("999:");
            assertThat(request.cuts().getFirst().described()).startsWith("text cut from about ");
        }
    }

    @Test
    void fieldsAreCutInTheOrderOfTheTask() throws IOException {
        SourceRecord record = record("Clerk", SENTENCE.repeat(10), SENTENCE.repeat(20));

        assertThat(fitting("max_input_tokens: 250\ncut: [text, notes]", record).cuts())
                .extracting(FieldCut::field)
                .containsExactly("text");
        assertThat(fitting("max_input_tokens: 120\ncut: [text, notes]", record).cuts())
                .extracting(FieldCut::field)
                .containsExactly("text", "notes");
    }

    @Test
    void fieldThatThePromptHasSeveralTimesIsCutForAllOfThem() throws IOException {
        var requests =
                new Requests(
                        Tasks.parse(
                                YAML.replace("{{text}}", "{{text}} {{text}} {{text}}")
                                        + "max_input_tokens: 300\n",
                                "score.yaml"));

        var request =
                (Request.Fitting) requests.of(record("Clerk", SENTENCE.repeat(1_000), "urgent"));

        assertThat(FIXED + COUNTER.count(prompt(request))).isBetween(200L, 300L);
    }

    @Test
    void limitOfAModelWithoutKnownEncodingKeepsItsMargin() throws IOException {
        var requests = new Requests(task("max_input_tokens: 1000").withModel("gpt-6-luna"));

        var request =
                (Request.Fitting) requests.of(record("Clerk", SENTENCE.repeat(1_000), "urgent"));

        assertThat(FIXED + COUNTER.count(prompt(request))).isBetween(880L, 909L);
        assertThat(request.tokens().input()).isBetween(970L, 1_000L);
    }

    @Test
    void windowOfTheModelIsTheLimitWhereTheTaskSetsNone() throws IOException {
        Task task = task("").withModel("gpt-4o");

        var request =
                (Request.Fitting)
                        new Requests(task).of(record("Clerk", SENTENCE.repeat(20_000), "urgent"));

        assertThat(FIXED + COUNTER.count(prompt(request))).isBetween(127_900L, 127_990L);
    }

    @Test
    void requiredFieldsAndThoseNotNamedStay() throws IOException {
        assertThat(
                        made(
                                "max_input_tokens: 60\ncut: [notes]",
                                record("Clerk", SENTENCE.repeat(9), "x")))
                .isEqualTo(
                        new Request.Unfit(
                                SkipReason.TOO_LARGE,
                                "at most 60 tokens fit (max_input_tokens of the task), and cutting"
                                        + " notes is not enough"));
        assertThat(made("max_input_tokens: 40", record("x", SENTENCE, "")))
                .isInstanceOf(Request.Fitting.class);
    }

    @Test
    void instructionsThatAreTooLongAloneAreSaidToBe() throws IOException {
        assertThat(made("max_input_tokens: 20", record("Clerk", "b", "")))
                .isEqualTo(
                        new Request.Unfit(
                                SkipReason.TOO_LARGE,
                                "at most 20 tokens fit (max_input_tokens of the task), and the"
                                        + " instructions and schema of task score alone have "
                                        + FIXED));
    }

    @Test
    void recordsFileCarriesWhatWasCut() throws IOException {
        var lines = new RecordLines(List.of("title"), false);
        var row = new Row.Usable(record("a", "b", "c"));
        List<FieldCut> cuts =
                List.of(new FieldCut("text", 9, false, 4), new FieldCut("notes", 80, true, 0));
        var file = new ByteArrayOutputStream();
        file.write(lines.header());
        file.write(lines.line(row, cuts, null));
        file.write(lines.line(row));

        try (var reader = new RecordLineReader(new ByteArrayInputStream(file.toByteArray()))) {
            RecordLine cut = Objects.requireNonNull(reader.next());
            RecordLine whole = Objects.requireNonNull(reader.next());
            assertThat(cut.cuts()).isEqualTo(cuts);
            assertThat(cut.fields()).isEqualTo(row.record().fields());
            assertThat(whole.cuts()).isEmpty();
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void tokensOfARequestAreFixedPartsPromptAndLimitOfItsReply() throws IOException {
        long in = FIXED + COUNTER.count("Clerk: " + SENTENCE + " ");

        assertThat(fitting("", record("Clerk", SENTENCE, "")).tokens())
                .isEqualTo(new RequestTokens(in, in, 10));
    }

    @Test
    void tokensOfARequestThatIsSentAgainAreThoseThatItHasThen() throws IOException {
        var misfit = new Revision.Misfit("no JSON", "it is no JSON");
        var request =
                (Request.Fitting)
                        new Requests(task(""))
                                .of(0, Map.of("title", "Clerk"), new Revision(4, misfit));

        assertThat(request.tokens().outputLimit()).isEqualTo(40);
        assertThat(request.tokens().input())
                .isCloseTo(
                        FIXED
                                + 6
                                + COUNTER.count("Clerk:  ")
                                + COUNTER.count(misfit.reply())
                                + COUNTER.count(misfit.request()),
                        Offset.offset(3L));
    }

    @Test
    void whatIsNotCountedHasAtMostAsManyTokensAsBytes() throws IOException {
        var requests = new Requests(task(""), 0);
        requests.of(record("Clerk", SENTENCE, ""));

        RequestTokens tokens =
                ((Request.Fitting) requests.of(record("Clerk", SENTENCE, ""))).tokens();

        assertThat(tokens.mostInput()).isGreaterThanOrEqualTo(FIXED + SENTENCE.length());
        assertThat(tokens.input()).isBetween(FIXED + 1, FIXED + SENTENCE.length() / 2);
    }

    private static SourceRecord record(String title, String text, String notes) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("title", title);
        fields.put("text", text);
        fields.put("notes", notes);
        return new SourceRecord(3, 5, "p-3", fields);
    }

    private static Task task(String more) {
        return Tasks.parse(YAML + more + "\n", "score.yaml");
    }

    private static Request made(String more, SourceRecord record) throws IOException {
        return new Requests(task(more)).of(record);
    }

    private static Request.Fitting fitting(String more, SourceRecord record) throws IOException {
        return (Request.Fitting) made(more, record);
    }

    private static String prompt(Request.Fitting request) throws IOException {
        JsonNode line = new ObjectMapper().readTree(request.line());
        return line.path("body").path("input").asText();
    }
}
