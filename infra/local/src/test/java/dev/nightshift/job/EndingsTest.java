package dev.nightshift.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.site.OnEverySite;
import dev.nightshift.site.Site;
import dev.nightshift.task.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way in which a batch may end, as files: whatever came back, each record of the batch has
 * exactly one outcome, and those that another attempt may help are in its file.
 */
@OnEverySite
class EndingsTest {
    private static final Path RECORDINGS = Path.of("src/test/resources/endings");

    @TempDir private static Path folder;
    private static RecordedOpenAi openAi;
    private static TestingFunctions here;
    @Parameter Site site;

    @BeforeParameterizedClassInvocation
    static void start(Site site) throws IOException {
        site.requireStoresAndStepFunctions();
        openAi = new RecordedOpenAi();
        here = TestingFunctions.facing(site, folder, openAi.baseUrl());
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        here.close();
        openAi.close();
    }

    static Stream<String> recordings() throws IOException {
        try (Stream<Path> folders = Files.list(RECORDINGS)) {
            return folders.map(path -> path.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void everyRecordHasOneOutcome(String recording) throws IOException {
        List<String> expected = Files.readAllLines(RECORDINGS.resolve(recording, "expected.txt"));
        Job job = submitted(recording, expected.size());

        here.awaitBatch(job, 1);
        JsonNode collected = here.collect(job).payload();
        assertThat(here.collect(job).payload()).isEqualTo(collected);

        Set<Long> again = sentAgain(job, collected);
        List<String> outcomes = new ArrayList<>();
        for (String line : here.text(job.files().part(1, 1, "jsonl")).lines().toList()) {
            JsonNode result = TestingJobs.JSON.readTree(line);
            assertThat(result.path("ordinal").asLong()).isEqualTo(outcomes.size());
            outcomes.add(
                    (result.path("outcome").asText() + " " + result.path("code").asText("")).strip()
                            + (again.contains(result.path("ordinal").asLong()) ? " again" : ""));
        }
        assertThat(outcomes).containsExactlyElementsOf(expected);
        here.finish(job);
        assertThat(here.results(job)).hasSize(expected.size());
        assertThat(here.report(job).path("status").asText()).isEqualTo("completed");
    }

    @Test
    void fileWhoseIdAppearsLateIsWaitedFor() throws IOException {
        Job job = submitted("output-file-id-that-appears-late", 4);

        assertThat(here.poll(job).payload().path("over").asBoolean()).isFalse();
        assertThat(here.poll(job).payload().path("over").asBoolean()).isTrue();
    }

    @Test
    void datesOfResumesAreBroughtIntoFormAndOddOnesReported() throws IOException {
        openAi.play(Path.of("src/test/resources/replies/resumes-with-odd-dates"));
        String resumes =
                Files.readAllLines(Path.of("../samples/resumes.jsonl")).stream()
                        .filter(line -> line.matches("\\{\"id\": \"R[267]\".*"))
                        .collect(Collectors.joining("\n"));
        Job job = here.begin(resumes, Tasks.find("resume").orElseThrow());
        here.prepare(job);
        here.submit(job);
        here.awaitBatch(job, 1);
        here.collect(job);
        here.finish(job);

        List<JsonNode> results = here.results(job);

        assertThat(results)
                .extracting(result -> result.path("id").asText())
                .containsExactly("R2", "R6", "R7");
        assertThat(spans(results.get(0)))
                .containsExactly(
                        "2019-03 present", "2011-04 2019-02", "2006-09 2011-03", "1999-10 2000-06");
        assertThat(results.get(0).at("/result/person/email").asText())
                .isEqualTo("j.falkental@post.example");
        assertThat(results.get(0).has("warnings")).isFalse();
        assertThat(spans(results.get(1)))
                .startsWith("2023-05 present", "2019-13 2023-04", "2016-11 2015-02", "2012 2014");
        assertThat(results.get(1).path("warnings"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "positions.1.start: \"2019-13\" is no month",
                        "positions.2: start \"2016-11\" is after end \"2015-02\"");
        assertThat(here.text(job.files().results("csv")))
                .contains("positions.1.start: \"\"2019-13\"\" is no month");
        assertThat(spans(results.get(2))).containsExactly("2019-03 present", "2012-04 2019-02");
    }

    private static List<String> spans(JsonNode result) {
        return result.path("result")
                .path("positions")
                .valueStream()
                .map(
                        position ->
                                position.path("start").asText()
                                        + " "
                                        + position.path("end").asText())
                .toList();
    }

    /** A job of one batch that OpenAI has, and that ended as was recorded. */
    private static Job submitted(String recording, int records) throws IOException {
        openAi.play(RECORDINGS.resolve(recording));
        Job job = here.begin(TestingJobs.postings(records), TestingJobs.SCORE);
        here.prepare(job);
        here.submit(job);
        return job;
    }

    private static Set<Long> sentAgain(Job job, JsonNode collected) throws IOException {
        Set<Long> ordinals = new HashSet<>();
        if (!collected.path("next").isNull()) {
            for (String line : here.text(job.files().requests(1, 2)).lines().toList()) {
                String customId = TestingJobs.JSON.readTree(line).path("custom_id").asText();
                ordinals.add(Long.parseLong(customId.substring(1)));
            }
        }
        return ordinals;
    }
}
