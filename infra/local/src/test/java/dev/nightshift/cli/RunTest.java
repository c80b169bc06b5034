package dev.nightshift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.nightshift.cli.TestingUser.Said;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String THREE =
            """
            id,title,description,note
            a,Clerk,Retypes orders,"kept, as it is"
            b,Baker,Bakes at night,=1+1
            a,Clerk,The same id again,
            """;

    @TempDir private Path folder;
    private TestingUser user;

    @BeforeEach
    void arrive() {
        user = TestingUser.in(folder);
    }

    @Test
    void turnsTheSampleIntoBilledResultsInInputOrder() throws IOException {
        user.sample();

        Said said = user.typesQuickly("run", "postings.csv", "--task", "qualify");

        assertThat(said.code()).as(said.err() + said.out()).isZero();
        assertThat(said.err()).isEmpty();
        List<CsvRecord> input = csv("postings.csv");
        List<CsvRecord> results = csv("postings.results.csv");
        assertThat(results).hasSameSizeAs(input);
        int columns = input.getFirst().getFieldCount();
        for (int i = 0; i < input.size(); i++) {
            assertThat(results.get(i).getFields().subList(0, columns))
                    .isEqualTo(input.get(i).getFields());
        }
        assertThat(results.getFirst().getFields().subList(columns, columns + 7))
                .containsExactly(
                        "reasons",
                        "score",
                        "decision",
                        "opportunity",
                        "outcome",
                        "outcome_detail",
                        "cost_usd");
    }

    @Test
    void reportsWhatAddsUp() throws IOException {
        user.sample();

        Said said = user.typesQuickly("run", "postings.csv", "--task", "qualify");

        JsonNode report = JSON.readTree(Files.readString(user.path("postings.report.json")));
        List<CsvRecord> results = csv("postings.results.csv");
        int costs = results.getFirst().getFields().indexOf("cost_usd");
        BigDecimal sum =
                results.stream()
                        .skip(1)
                        .map(row -> new BigDecimal(row.getField(costs)))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(report.path("rows").asLong()).isEqualTo(results.size() - 1);
        assertThat(new BigDecimal(report.path("cost_usd").asText())).isEqualByComparingTo(sum);
        assertThat(said.out())
                .contains(
                        "succeeded",
                        "duplicate_id",
                        "tokens in",
                        "tokens out",
                        "in real time it would be")
                .contains("simulated: no money was spent")
                .containsPattern("results +postings\\.results\\.csv")
                .containsPattern("report +postings\\.report\\.json");
    }

    @Test
    void doesHoursInSecondsAndGoesOnFromThere() throws IOException {
        user.write("in.csv", THREE);
        String[] hurried = {
            "run", "in.csv", "--task", "qualify",
            "--time-scale", "20000", "--simulator", "batch.running=3h"
        };

        Said said = user.types(hurried);
        Instant finished = reported("finished");
        Said next = user.typesQuickly("run", "in.csv", "--task", "qualify");

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(next.code()).as(next.err()).isZero();
        assertThat(finished).isAfter(Instant.now().plus(Duration.ofHours(2)));
        assertThat(reported("created")).isAfter(finished);
    }

    @Test
    void writesPlainLinesWhenItsOutputIsNoTerminal() {
        user.write("in.csv", THREE);

        Said said = user.typesQuickly("run", "in.csv", "--task", "qualify");

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).contains("preparing\n").doesNotContain("\r", "\u001b");
    }

    @Test
    void writesOverOneLineAtATerminal() {
        user.write("in.csv", THREE);

        Said said = user.atTerminal(80).typesQuickly("run", "in.csv", "--task", "qualify");

        assertThat(said.out()).contains("\r\u001b[Kpreparing");
    }

    @Test
    void writesTheFormThatTheEndingSays() throws IOException {
        user.write("in.csv", THREE);

        Said said = user.typesQuickly("run", "in.csv", "--task", "qualify", "--out", "got.json");
        Said lines = user.types("results", said.job(), "--out", "lines.jsonl");

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(lines.code()).as(lines.err()).isZero();
        JsonNode array = JSON.readTree(Files.readString(user.path("got.json")));
        assertThat(array).hasSize(3);
        assertThat(array.get(1).path("id").asText()).isEqualTo("b");
        assertThat(Files.readAllLines(user.path("lines.jsonl"))).hasSize(3);
        assertThat(user.path("got.report.json")).exists();
    }

    @Test
    void endsWithThreeWhenRecordsFailed() {
        user.write("in.csv", THREE);

        Said said =
                user.typesQuickly(
                        "run",
                        "in.csv",
                        "--task",
                        "qualify",
                        "--simulator",
                        "fault.line.status.500=1");

        assertThat(said.code()).as(said.err()).isEqualTo(3);
        assertThat(said.out()).containsPattern("failed +2").contains("record a");
    }

    @Test
    void findsItsJobsAgainAfterTheStackEnded() {
        user.write("in.csv", THREE);
        Said run = user.typesQuickly("run", "in.csv", "--task", "qualify");

        Said list = user.types("list");
        String letters = run.job().substring(run.job().indexOf('-') + 1);
        Said results = user.types("results", letters.substring(0, 6), "--out", "again.csv");

        assertThat(list.out()).contains(run.job(), "qualify@1", "completed", "in.csv");
        assertThat(results.code()).as(results.err()).isZero();
        assertThat(user.path("again.csv")).hasSameBinaryContentAs(user.path("in.results.csv"));
    }

    @Test
    void cutsAJobIntoTheBatchesThatTheUserSet() throws IOException {
        user.sample();

        Said said =
                user.typesQuickly(
                        "run",
                        "postings.csv",
                        "--task",
                        "qualify",
                        "--set",
                        "BatchMaxRequests=100");

        assertThat(said.code()).as(said.err()).isZero();
        JsonNode report = JSON.readTree(Files.readString(user.path("postings.report.json")));
        assertThat(report.path("batches")).hasSize(3);
    }

    @Test
    void leavesUnsentWhatItsCapDoesNotAllowAndGoesOnUnderAHigherOne() {
        user.write("in.csv", "id,title,description\na,Clerk,Retypes orders\n");

        Said paused =
                user.typesQuickly(
                        "run",
                        "in.csv",
                        "--task",
                        "qualify",
                        "--max-cost",
                        "$0.0002",
                        "--simulator",
                        "fault.reply.truncated=1",
                        "--simulator",
                        "fault.first-batches=1");
        Said resumed = user.types("resume", paused.job(), "--max-cost", "1");

        assertThat(paused.code()).as(paused.err() + paused.out()).isEqualTo(3);
        assertThat(paused.out())
                .contains("is paused", "resume " + paused.job() + " --max-cost DOLLARS")
                .containsPattern(
                        "budget +1 +record a: batch 1, attempt 2 could cost up to \\$0.000");
        assertThat(resumed.code()).as(resumed.err() + resumed.out()).isZero();
        assertThat(resumed.out()).containsPattern("succeeded +1");
    }

    @Test
    void asksNobodyForMoneyWithoutConsent() {
        user.write("in.csv", THREE);

        Said piped = user.types("run", "in.csv", "--task", "qualify", "--live");
        Said declined = user.atTerminal(80).types("run", "in.csv", "--task", "qualify", "--live");
        Said keyless =
                user.withEnvironment(Map.of())
                        .types("run", "in.csv", "--task", "qualify", "--live", "--yes");

        assertThat(piped.code()).isEqualTo(2);
        assertThat(piped.out()).contains("Estimate", "2 to gpt-6-luna", "about", "at most");
        assertThat(piped.errLines())
                .containsExactly(
                        "nightshift: nothing was sent; add --yes to agree to the estimate");
        assertThat(declined.code()).isEqualTo(2);
        assertThat(keyless.errLines()).hasSize(1);
        assertThat(keyless.err()).contains("export OPENAI_API_KEY");
        assertThat(user.path(".nightshift")).doesNotExist();
    }

    private Instant reported(String what) throws IOException {
        String report = Files.readString(user.path("in.report.json"));
        return Instant.parse(JSON.readTree(report).path(what).asText());
    }

    private List<CsvRecord> csv(String name) throws IOException {
        try (CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(user.path(name), UTF_8)) {
            return rows.stream().toList();
        }
    }
}
