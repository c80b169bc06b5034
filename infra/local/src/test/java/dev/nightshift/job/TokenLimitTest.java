package dev.nightshift.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.Requests;
import dev.nightshift.task.Task;
import dev.nightshift.task.Tasks;
import dev.nightshift.tokens.TokenCounter;
import dev.nightshift.tokens.TokenMeter.Measure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that are longer than a request may be, from the file to the results. */
class TokenLimitTest {
    private static final int LIMIT = 2_000;
    private static final Task LIMITED =
            Tasks.parse(
                    TestingCloud.QUALIFY.source() + "\nmax_input_tokens: " + LIMIT + "\n",
                    "limited.yaml");

    @TempDir private Path folder;

    @Test
    void longRecordIsCutAndOneThatCannotBeIsSkippedAndBothSaySo() throws Exception {
        try (TestingCloud cloud = TestingCloud.start(folder, Map.of(), Map.of())) {
            String orders = "We retype all orders. ".repeat(2_000);
            String csv =
                    "id,title,description\n1,Clerk,We retype orders\n2,Clerk,%s\n3,%s,%s\n"
                            .formatted(orders, "Clerk ".repeat(2_000), "none");
            // Only the description may be cut.
            Task task = Tasks.parse(LIMITED.source() + "cut: [description]\n", "limited.yaml");
            Job job = cloud.begin(csv, task);
            cloud.prepare(job);
            BatchAttempt batch = cloud.attempts.require(job.id(), 1, 1);
            cloud.submit(job);
            Awaitility.await().until(() -> cloud.poll(job).payload().path("over").asBoolean());
            cloud.collect(job);
            cloud.finish(job);

            List<JsonNode> results = cloud.results(job);
            assertThat(results.get(0).has("cut")).isFalse();
            JsonNode cut = results.get(1).path("cut");
            assertThat(cut).hasSize(1);
            assertThat(cut.path(0).path("field").asText()).isEqualTo("description");
            assertThat(cut.path(0).path("tokens").asLong())
                    .isEqualTo(TokenCounter.forModel("gpt-6-luna").count(orders));
            assertThat(cut.path(0).path("kept").asLong()).isBetween(1L, (long) LIMIT);
            assertThat(results.get(1).path("outcome").asText()).isEqualTo("succeeded");
            assertThat(results.get(1).path("fields").path("description").asText())
                    .isEqualTo(orders);
            assertThat(results.get(2).path("code").asText()).isEqualTo("too_large");
            assertThat(results.get(2).path("message").asText())
                    .startsWith("at most 2,000 tokens fit (max_input_tokens of the task)");
            assertThat(cloud.text(job.files().results("csv")))
                    .containsPattern(
                            "succeeded,\"description cut from [0-9,]+ to [0-9,]+ tokens\"");
            assertThat(batch.requests()).isEqualTo(2);
            assertThat(batch.load().inputTokens()).isBetween(LIMIT + 100L, 2L * LIMIT);
            assertThat(batch.load().outputTokensLimit()).isEqualTo(2 * 400);
        }
    }

    @Test
    void everyBatchSaysItsOwnTokens() throws Exception {
        try (TestingCloud cloud =
                TestingCloud.start(folder, Map.of(), Map.of("BatchMaxRequests", "2"))) {
            Job job = cloud.begin(TestingCloud.postings(3), TestingCloud.QUALIFY);
            cloud.prepare(job);

            Map<String, String> last =
                    Map.of("title", "Clerk 2", "description", "We retype 2 orders, every day");
            var counter = TokenCounter.forModel("gpt-6-luna");
            long prompt = counter.count(TestingCloud.QUALIFY.prompt().render(last));
            BatchAttempt first = cloud.attempts.require(job.id(), 1, 1);
            BatchAttempt second = cloud.attempts.require(job.id(), 2, 1);
            assertThat(first.load().inputTokens())
                    .isCloseTo(2 * second.load().inputTokens(), Offset.offset(4L));
            assertThat(second.load().inputTokens())
                    .isEqualTo(
                            counter.withMargin(
                                    new Requests(TestingCloud.QUALIFY)
                                            .expectedTokens(1, new Measure(prompt, 0))));
            assertThat(first.load().outputTokensLimit()).isEqualTo(800);
            assertThat(second.load().outputTokensLimit()).isEqualTo(400);
        }
    }
}
