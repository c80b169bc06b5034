package dev.nightshift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.nightshift.cli.TestingUser.Said;
import dev.nightshift.job.TestingJobs;
import dev.nightshift.simulator.OpenAiSimulator;
import dev.nightshift.time.ScaledTimeline;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
    void takesOverWhatWasPaidForUnlessItIsToBeFresh() throws IOException {
        user.write("in.csv", THREE);

        user.typesQuickly("run", "in.csv", "--task", "qualify");
        Said again = user.typesQuickly("run", "in.csv", "--task", "qualify");
        Said fresh = user.typesQuickly("run", "in.csv", "--task", "qualify", "--fresh");

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).containsPattern("succeeded +2\\s+reused +2");
        assertThat(fresh.out()).containsPattern("succeeded +2").doesNotContain("reused");
    }

    @Test
    void doesHoursInSecondsAndGoesOnFromThere() throws IOException {
        user.write("in.csv", THREE);
        String[] hurried = {
            "run",
            "in.csv",
            "--task",
            "qualify",
            "--lane",
            "batch",
            "--time-scale",
            "20000",
            "--simulator",
            "batch.running=3h"
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
                        "--lane",
                        "batch",
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
                        "--lane",
                        "batch",
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

    @Test
    void sendsAHandfulInRealTimeUnlessToldOtherwise() throws IOException {
        user.write("in.csv", THREE);
        user.write("mine.yaml", TestingJobs.MAPPED.source());
        String nobody = "http://127.0.0.1:1/";

        Said few =
                user.typesQuickly(
                        "run",
                        "in.csv",
                        "--task",
                        "mine.yaml",
                        "--callback",
                        nobody,
                        "--handover",
                        nobody);
        String lane = report().path("batches").get(0).path("lane").asText();
        Said told = user.typesQuickly("run", "in.csv", "--task", "qualify", "--lane", "batch");

        assertThat(few.out())
                .containsPattern("lane +in real time, for they are few")
                .contains("callback not delivered, no answer: ", "; it is tried again while")
                .contains("handover 0 records taken in 0 calls, then no answer: ", "; it goes on")
                .doesNotContain("saved");
        assertThat(lane).isEqualTo("realtime");
        assertThat(told.out()).containsPattern("lane +in batches\n");
        assertThat(report().path("batches").get(0).path("lane").asText()).isEqualTo("batch");
    }

    @Test
    void removesAJobOnlyWithConsent() {
        user.write("in.csv", THREE);
        String job = user.typesQuickly("run", "in.csv", "--task", "qualify").job();

        Said piped = user.types("delete", job);
        Said declined = user.atTerminal(80).types("delete", job);
        Said there = user.types("results", job);
        Said agreed = user.types("delete", job, "--yes");

        assertThat(piped.code()).as(piped.err()).isEqualTo(ExitCode.WRONG_INPUT).isEqualTo(2);
        assertThat(piped.err()).contains("nothing was removed; add --yes to agree to it");
        assertThat(declined.code()).isEqualTo(2);
        assertThat(declined.out()).contains("Job " + job + " goes for good").contains("Go on?");
        assertThat(there.code()).as(there.err()).isZero();
        assertThat(agreed.code()).as(agreed.err()).isZero();
        assertThat(agreed.out()).contains("Job " + job + " is gone.");
    }

    @Test
    void asksAfterASample() throws IOException {
        user.sample();
        String[] sampled = {"run", "postings.csv", "--task", "qualify", "--sample", "5"};

        Said piped = user.typesQuickly(sampled);
        Said declined = user.atTerminal(80).typesQuickly(sampled);

        assertThat(piped.code()).as(piped.err()).isEqualTo(ExitCode.SAMPLED).isEqualTo(5);
        assertThat(piped.out())
                .contains("a sample, the first 5 records in real time")
                .containsPattern("succeeded +\\d of 5, \\d+ %")
                .containsPattern(
                        "cost +\\$\\S+ a record in real time; the whole file about \\$\\S+ in batches");
        assertThat(piped.err()).contains("add --yes to go on with the rest");
        assertThat(declined.code()).isEqualTo(5);
        assertThat(declined.out()).contains("Go on? [y/N]", "none, for all was done before");
        assertThat(user.path("postings.results.csv")).doesNotExist();
    }

    @Test
    void goesOnAfterASampleWhereThatWasAgreedTo() throws IOException {
        user.sample();

        Said said =
                user.typesQuickly(
                        "run", "postings.csv", "--task", "qualify", "--sample", "5", "--yes");
        Said all = user.types("run", "postings.csv", "--task", "qualify", "--sample", "300");

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(csv("postings.results.csv")).hasSize(301);
        assertThat(said.out()).containsPattern("reused +5");
        assertThat(user.types("list").out().lines())
                .filteredOn(line -> line.contains("postings"))
                .hasSize(2);
        assertThat(all.code()).isEqualTo(2);
        assertThat(all.err()).contains("fewer than all 300 records");
    }

    @Test
    void goesNoFurtherThanASampleOfWhichNothingSucceeded() throws IOException {
        user.sample();

        Said said =
                user.typesQuickly(
                        "run",
                        "postings.csv",
                        "--task",
                        "qualify",
                        "--sample",
                        "5",
                        "--yes",
                        "--simulator",
                        "fault.reply.refused=1");

        assertThat(said.code()).isEqualTo(3);
        assertThat(said.err()).contains("no record of the sample succeeded");
    }

    @Test
    void saysWhetherADeadlineWasMetAndRefusesOneThatIsPast() throws IOException {
        user.sample();
        String[] run = {"run", "postings.csv", "--task", "qualify", "--deadline"};

        Said met = user.typesQuickly(with(run, "3h"));
        Said past = user.typesQuickly(with(run, "2020-01-01T00:00Z"));
        Said unclear = user.typesQuickly(with(run, "soon"));

        assertThat(met.out())
                .containsPattern(
                        "deadline +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d, met with 2 h 59 min to spare")
                .containsPattern("lane +in batches");
        assertThat(report("postings.report.json").path("deadline_met").asBoolean()).isTrue();
        assertThat(past.code()).isEqualTo(2);
        assertThat(past.err()).contains("is not ahead");
        assertThat(unclear.code()).isEqualTo(2);
        assertThat(unclear.err()).contains("write 08:00, 4h");
    }

    @Test
    void leadsARepeatWithAKeyToTheSameJob() {
        user.write("in.csv", THREE);
        String[] keyed = {"run", "in.csv", "--task", "qualify", "--key", "monday"};

        Said first = user.typesQuickly(keyed);
        Said again = user.typesQuickly(keyed);
        user.write("in.csv", THREE + "c,Cook,Cooks,\n");
        Said other = user.typesQuickly(keyed);

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.job()).isEqualTo(first.job());
        assertThat(again.out()).contains("of an earlier start");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("--key", first.job());
    }

    @Test
    void spendsOnceOnTheSameInputHoweverOftenItIsRun() throws IOException {
        user.sample();
        try (var time = ScaledTimeline.real();
                var openAi =
                        OpenAiSimulator.start(
                                TestingJobs.quick(Map.of()), folder.resolve("openai"), 0, time)) {
            TestingUser spender =
                    user.withEnvironment(
                            Map.of(
                                    "OPENAI_API_KEY",
                                    "sk-test",
                                    "OPENAI_BASE_URL",
                                    openAi.baseUrl().toString()));
            String[] live = {
                "run",
                "postings.csv",
                "--task",
                "qualify",
                "--live",
                "--yes",
                "--deadline",
                "5h",
                "--set",
                "PollMinimumSeconds=1"
            };

            Said first = spender.types(live);
            Said again = spender.types(live);

            assertThat(first.code()).as(first.err()).isZero();
            assertThat(first.out())
                    .containsPattern("lane +in batches")
                    .containsPattern("if the batches end before: about \\$")
                    .containsPattern("if nothing of them does: about \\$");
            assertThat(again.code()).as(again.err()).isZero();
            assertThat(again.out()).contains(first.job(), "of an earlier start");
            assertThat(openAi.batchesCreated()).isEqualTo(1);
        }
    }

    private static String[] with(String[] words, String last) {
        return Stream.concat(Stream.of(words), Stream.of(last)).toArray(String[]::new);
    }

    private JsonNode report() throws IOException {
        return report("in.report.json");
    }

    private JsonNode report(String name) throws IOException {
        return JSON.readTree(Files.readString(user.path(name)));
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
