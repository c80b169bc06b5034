package dev.nightshift.job;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.nightshift.pricing.Lane;
import dev.nightshift.task.OutputSchema;
import dev.nightshift.task.OutputSchema.Verdict;
import dev.nightshift.task.ResultColumn;
import dev.nightshift.task.Task;
import dev.nightshift.task.Tasks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every built-in task, from its sample file to results, table and report. */
class BuiltInTasksTest {
    private static final Path SAMPLES = Path.of("../samples");
    private static final Map<String, Job> JOBS = new HashMap<>();

    @TempDir private static Path folder;
    private static TestingCloud cloud;

    /**
     * A task and its sample.
     *
     * @param rows how many rows are taken of it
     * @param outcomes how many records end how, with the code of those that have one
     */
    record Sample(String task, String file, long rows, Map<String, Long> outcomes) {
        @Override
        public String toString() {
            return task;
        }
    }

    static Stream<Sample> samples() {
        Map<String, Long> postings = Map.of("succeeded", 12L);
        Map<String, Long> leadsWithText =
                Map.of(
                        "succeeded", 38L,
                        "succeeded equal", 1L,
                        "filtered filter", 1L,
                        "skipped missing_field", 1L);
        return Stream.of(
                new Sample("analyze", "postings.csv", 12, postings),
                new Sample("extract_pain_points", "postings.csv", 12, postings),
                new Sample("parse", "postings.csv", 12, postings),
                new Sample("qualify", "postings.csv", 12, postings),
                new Sample("icebreaker", "leads.csv", 100, leadsWithText),
                new Sample("summarize", "leads.csv", 100, leadsWithText),
                new Sample(
                        "classify_industry",
                        "leads.csv",
                        100,
                        Map.of("succeeded", 40L, "succeeded equal", 1L)),
                new Sample(
                        "normalize_company",
                        "leads.csv",
                        100,
                        Map.of("succeeded", 39L, "succeeded equal", 1L, "filtered filter", 1L)),
                new Sample(
                        "website_insights",
                        "pages.jsonl",
                        100,
                        Map.of("succeeded", 10L, "filtered filter", 2L)),
                new Sample(
                        "resume",
                        "resumes.jsonl",
                        100,
                        Map.of("succeeded", 9L, "filtered filter", 1L)),
                new Sample(
                        "visual_research",
                        "sections.json",
                        100,
                        Map.of("succeeded", 10L, "skipped missing_field", 1L)),
                new Sample(
                        "chat_quality",
                        "chats.csv",
                        100,
                        Map.of("succeeded", 11L, "filtered filter", 1L)));
    }

    @BeforeAll
    static void runAllTasks() throws IOException {
        cloud = TestingCloud.start(folder, Map.of(), Map.of());
        for (Sample sample : samples().toList()) {
            JobOptions options =
                    JobOptions.STANDARD.withLane(Lane.BATCH).withMaxRecords(sample.rows);
            JOBS.put(
                    sample.task,
                    cloud.start(SAMPLES.resolve(sample.file), task(sample.task), options));
        }
        JOBS.replaceAll((task, job) -> cloud.await(job.id()));
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @Test
    void everyBuiltInTaskHasASample() {
        assertThat(Tasks.builtIn())
                .extracting(Task::name)
                .containsExactlyInAnyOrderElementsOf(JOBS.keySet());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyRecordHasOneOutcomeAndEveryReplyFits(Sample sample) throws IOException {
        var schema = new OutputSchema(task(sample.task));

        Job job = over(sample.task);

        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        List<JsonNode> results = cloud.results(job);
        assertThat(results)
                .extracting(result -> result.path("ordinal").asInt())
                .containsExactlyElementsOf(IntStream.range(0, results.size()).boxed().toList());
        assertThat(results.stream().collect(groupingBy(BuiltInTasksTest::outcome, counting())))
                .isEqualTo(sample.outcomes);
        for (JsonNode result : results) {
            if (result.path("outcome").asText().equals("succeeded")) {
                assertThat(schema.check(result.path("result").toString()))
                        .isInstanceOf(Verdict.Fits.class);
            }
        }
        JsonNode report = cloud.report(job);
        assertThat(report.path("task").asText()).isEqualTo(sample.task + "@1");
        assertThat(report.path("input").path("records").asInt()).isEqualTo(results.size());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void tableHasTheInputsColumnsAndThenTheTasks(Sample sample) throws IOException {
        Job job = over(sample.task);
        Set<String> input = new LinkedHashSet<>();
        for (JsonNode result : cloud.results(job)) {
            result.path("fields").fieldNames().forEachRemaining(input::add);
        }
        input.remove("prompts");
        List<String> own =
                task(sample.task).replies().columns().stream()
                        .map(ResultColumn::name)
                        .map(name -> input.contains(name) ? sample.task + "_" + name : name)
                        .toList();

        try (var csv = CsvReader.builder().ofCsvRecord(cloud.text(job.files().results("csv")))) {
            List<CsvRecord> table = csv.stream().toList();
            List<String> header = table.getFirst().getFields();
            assertThat(header.subList(0, input.size())).containsExactlyInAnyOrderElementsOf(input);
            assertThat(header.subList(input.size(), header.size()))
                    .startsWith(own.toArray(String[]::new))
                    .endsWith("outcome", "outcome_detail", "cost_usd")
                    .hasSize(own.size() + 3);
            assertThat(table).hasSize(cloud.results(job).size() + 1);
        }
    }

    @Test
    void chatsAreRowsOfOneConversationInOrderOfTimeWithoutAutomaticReplies() throws IOException {
        Job job = over("chat_quality");

        JsonNode input = cloud.report(job).path("input");
        assertThat(input.path("rows").asInt()).isEqualTo(54);
        assertThat(input.path("dropped_rows").asInt()).isEqualTo(11);
        for (JsonNode result : cloud.results(job)) {
            JsonNode messages =
                    TestingJobs.JSON.readTree(result.path("fields").path("messages").asText());
            assertThat(messages).extracting(m -> m.path("time").asText()).isSorted();
            assertThat(messages.toString()).doesNotContain("*977#", "[auto-reply]", "\"bot\"");
        }
    }

    @Test
    void answersToPromptsLieTogetherBySection() throws IOException {
        Job job = over("visual_research");

        JsonNode grouped = TestingJobs.JSON.readTree(cloud.text(job.files().grouped()));

        assertThat(grouped.path("total").asInt()).isEqualTo(11);
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        for (JsonNode group : grouped.path("groups")) {
            List<String> names = new ArrayList<>();
            group.path("results").fieldNames().forEachRemaining(names::add);
            kinds.put(
                    group.path("section").asText() + ": " + group.path("section_title").asText(),
                    names);
        }
        assertThat(kinds)
                .containsExactly(
                        entry(
                                "hero: First screen",
                                List.of(
                                        "data_extraction",
                                        "design_specification",
                                        "content_optimization")),
                        entry(
                                "timetable: Timetable",
                                List.of("data_extraction", "design_specification")),
                        entry(
                                "fares: Fares and passes",
                                List.of("data_extraction", "content_optimization")),
                        entry(
                                "news: Notices to passengers",
                                List.of("data_extraction", "content_optimization")),
                        entry("fleet: Our boats", List.of("S5")),
                        entry(
                                "accessibility: Travelling with wheels or with little sight",
                                List.of("content_optimization")));
        assertThat(grouped.at("/groups/0/results/data_extraction/response").asText()).isNotBlank();
        assertThat(grouped.at("/groups/4/results/S5/outcome").asText()).isEqualTo("skipped");
    }

    private static Job over(String task) {
        return Objects.requireNonNull(JOBS.get(task));
    }

    private static Task task(String name) {
        return Tasks.find(name).orElseThrow();
    }

    private static String outcome(JsonNode result) {
        return (result.path("outcome").asText() + " " + result.path("code").asText()).strip();
    }
}
