package dev.nightshift.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.local.template.LambdaFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Every function of the packaged zip, each in a process of its own, behind a local cloud. */
@Timeout(300)
@EnabledIfSystemProperty(
        named = "packaged",
        matches = "true",
        disabledReason = "eleven processes take a minute: mvn verify -Ppackaged")
class PackagedTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir static Path folder;

    private static PackagedStack stack;

    @BeforeAll
    static void start() throws IOException {
        stack = new PackagedStack(folder, "0");
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void theArtefactIsSmall() throws IOException {
        assertThat(Files.size(PackagedStack.ZIP)).isLessThan(40_000_000);
    }

    @Test
    void jobsInBothLanesAreDoneByThePackagedFunctions() throws Exception {
        for (String lane : List.of("batch", "realtime")) {
            JsonNode job =
                    JSON.readTree(
                            stack.post(
                                            "/jobs",
                                            """
                                            {"task": "qualify", "options": {"lane": "%s", "fresh": true}, "records":
                                              [{"id": "p-1", "title": "Clerk", "description": "We retype orders"}]}
                                            """
                                                    .formatted(lane))
                                    .body());
            JsonNode over =
                    await().atMost(Duration.ofMinutes(2))
                            .pollInterval(Duration.ofMillis(500))
                            .until(
                                    () ->
                                            JSON.readTree(
                                                    stack.get("/jobs/" + job.path("id").asText())
                                                            .body()),
                                    now -> now.path("status").asText().equals("completed"));
            assertThat(over.toString()).contains("\"succeeded\":1");
        }
        for (String function : List.of("PrepareFunction", "SubmitFunction", "CollectFunction")) {
            assertThat(logOf(function))
                    .as(function)
                    .anyMatch(line -> line.has("job") && line.has("AWSRequestId"));
        }
        assertThat(logOf("CollectFunction")).anyMatch(line -> line.has("_aws"));
    }

    /** Every line of it is JSON. */
    private static List<JsonNode> logOf(String function) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        Path log = stack.function(function).log();
        for (String line : Files.readAllLines(log)) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    @Test
    void theOthersAnswerTheirEvents() throws Exception {
        assertThat(stack.post("/conversations", "{}").statusCode()).isEqualTo(400);
        // Not by way of the API: on a busy machine it takes longer to start than it has time.
        assertThat(invoke("WebhookFunction", "{\"body\": \"{}\"}")).contains("\"statusCode\":401");
        assertThat(invoke("ReconcileFunction", "{\"source\": \"aws.scheduler\"}"))
                .doesNotContain("errorType");
        assertThat(
                        invoke(
                                "ExchangeFunction",
                                "{\"version\": 1, \"step\": \"deliver\", \"job\": \"x\"}"))
                .contains("errorType");
        assertThat(invoke("TellFunction", "{\"version\": 1, \"step\": \"call\", \"job\": \"x\"}"))
                .contains("errorType");
        assertThat(invoke("ConversationWorkFunction", "{\"version\": 1, \"step\": \"none\"}"))
                .contains("errorType");
    }

    /** As before a snapshot: nothing is known of AWS but its region, and there is no key to it. */
    @Test
    void functionsGetReadyWithoutCredentialsAndKeepNoConnection() throws Exception {
        assumeThat(Path.of("/proc/self/net/tcp")).as("where Linux tells of them").exists();
        for (LambdaFunction function : stack.declared()) {
            if (!function.alias().isEmpty()) {
                Path log = folder.resolve(function.logicalId() + ".log");
                try (PackagedFunction ready = stack.another(function).loggingTo(log)) {
                    ready.surroundedBy(Map.of("AWS_REGION", "us-east-1"));

                    ready.prime();

                    assertThat(log).content().doesNotContain("Rehearsal");
                    assertThat(ready.connectedTo()).containsOnly(ready.address().getPort());
                }
            }
        }
    }

    @Test
    void functionThatWokeUpAnswers() throws Exception {
        try (PackagedFunction woken = stack.another(stack.declared("WebhookFunction"))) {
            woken.prime();

            assertThat(woken.take("{\"body\": \"{}\"}").body()).contains("\"statusCode\":401");
        }
    }

    private static String invoke(String function, String event) throws IOException {
        return stack.function(function).take(event).body();
    }
}
