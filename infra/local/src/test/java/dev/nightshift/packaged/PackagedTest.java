package dev.nightshift.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.local.LocalStack;
import dev.nightshift.local.OpenAi;
import dev.nightshift.local.StackDescription;
import dev.nightshift.local.StackSettings;
import dev.nightshift.local.function.Binding;
import dev.nightshift.local.server.LocalCredentials;
import dev.nightshift.local.template.LambdaFunction;
import dev.nightshift.local.template.Place;
import dev.nightshift.local.template.Template;
import dev.nightshift.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
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
    private static final Path ZIP = Path.of("../../functions/target/nightshift-functions.zip");
    private static final Path TEMPLATE = Path.of("../template.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir static Path folder;

    private static final Map<String, PackagedFunction> FUNCTIONS = new HashMap<>();
    private static LocalStack stack;

    @BeforeAll
    static void start() throws IOException {
        Path unpacked = folder.resolve("task");
        unpack(unpacked);
        List<Binding> bindings = new ArrayList<>();
        for (LambdaFunction declared :
                Template.read(TEMPLATE, Map.of(), Map.of(), Place.LOCAL).functions()) {
            PackagedFunction function = new PackagedFunction(declared, unpacked);
            FUNCTIONS.put(declared.logicalId(), function);
            bindings.add(new Binding(declared.logicalId(), function.address()));
        }
        stack =
                LocalStack.start(
                        StackSettings.of(TEMPLATE)
                                .in(folder.resolve("stack"))
                                .with(Map.of("PollMinimumSeconds", "1"))
                                .with(bindings)
                                .asking(
                                        new OpenAi.Simulated(
                                                SimulatorSettings.of(
                                                        Map.of(
                                                                "batch.validating", "0",
                                                                "batch.per-request", "0",
                                                                "batch.finalizing", "0",
                                                                "model.latency", "0")))));
        FUNCTIONS.values().forEach(one -> one.surroundedBy(surroundings(stack.description())));
    }

    private static void unpack(Path target) throws IOException {
        try (InputStream file = Files.newInputStream(ZIP);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path path = target.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(zip, path);
                }
            }
        }
    }

    /** Where AWS and OpenAI are. */
    private static Map<String, String> surroundings(StackDescription there) {
        Map<String, String> all =
                new HashMap<>(
                        Map.of(
                                "AWS_REGION",
                                there.region(),
                                "AWS_ACCESS_KEY_ID",
                                LocalCredentials.ACCESS_KEY_ID,
                                "AWS_SECRET_ACCESS_KEY",
                                LocalCredentials.SECRET_KEY,
                                "AWS_S3_PATH_STYLE_ACCESS_ENABLED",
                                "true",
                                "AWS_SERVICES_S3_ENDPOINT_OVERRIDE",
                                there.s3().toString(),
                                "AWS_SERVICES_DYNAMODB_ENDPOINT_OVERRIDE",
                                there.dynamoDb().toString(),
                                "NIGHTSHIFT_OPENAI_BASE_URL",
                                there.openAi().toString(),
                                "NIGHTSHIFT_OPENAI_API_KEY",
                                "sk-simulated"));
        for (String service : List.of("STATES", "LAMBDA", "SECRETSMANAGER")) {
            all.put(
                    "AWS_SERVICES_%s_ENDPOINT_OVERRIDE".formatted(service),
                    there.cloud().toString());
        }
        return all;
    }

    @AfterAll
    static void stop() {
        stack.close();
        FUNCTIONS.values().forEach(PackagedFunction::close);
    }

    @Test
    void jobsInBothLanesAreDoneByThePackagedFunctions() throws Exception {
        for (String lane : List.of("batch", "realtime")) {
            JsonNode job =
                    JSON.readTree(
                            post(
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
                                                    get("/jobs/" + job.path("id").asText()).body()),
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
        Path log = Objects.requireNonNull(FUNCTIONS.get(function)).log();
        for (String line : Files.readAllLines(log)) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    @Test
    void theOthersAnswerTheirEvents() throws Exception {
        assertThat(post("/conversations", "{}").statusCode()).isEqualTo(400);
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

    private static String invoke(String function, String event) throws Exception {
        return send(HttpRequest.newBuilder(
                                Objects.requireNonNull(FUNCTIONS.get(function)).address())
                        .POST(BodyPublishers.ofString(event)))
                .body();
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return send(
                HttpRequest.newBuilder(at(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(at(path)));
    }

    private static URI at(String path) {
        return stack.description().api().resolve(path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString(UTF_8));
    }
}
