package dev.nightshift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobOptions;
import dev.nightshift.job.JobStatus;
import dev.nightshift.local.LocalStack;
import dev.nightshift.local.OpenAi;
import dev.nightshift.local.StackSettings;
import dev.nightshift.local.function.Triggered;
import dev.nightshift.simulator.SimulatorSettings;
import dev.nightshift.task.Tasks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The deployment's own template with a function more, beside which the product goes on working. */
@Timeout(180)
class AddedFunctionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final double MINUTE_A_SECOND = 60;
    private static final String FUNCTION =
            """
            Resources:
              AddedFunction:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: dev.nightshift.local.function.Triggered
                  Timeout: 60
                  EphemeralStorage: { Size: 1024 }
                  Events:
                    Ask: { Type: HttpApi, Properties: { Path: "/added/{how}", Method: ANY } }
                    Tick: { Type: Schedule, Properties: { Schedule: rate(1 minute) } }
                    Report:
                      Type: S3
                      Properties:
                        Bucket: !Ref Bucket
                        Events: s3:ObjectCreated:*
                        Filter: { S3Key: { Rules: [{ Name: suffix, Value: /report.json }] } }
            """;

    @TempDir static Path folder;

    private static LocalStack stack;

    @BeforeAll
    static void start() throws IOException {
        Path original = Installation.template();
        Path infra = Files.createDirectories(folder.resolve("infra"));
        Path machine = Files.createDirectories(folder.resolve("statemachine"));
        Files.copy(
                original.resolve("../../statemachine/nightshift.asl.json").normalize(),
                machine.resolve("nightshift.asl.json"));
        Path template =
                Files.writeString(
                        infra.resolve("template.yaml"),
                        Files.readString(original).replace("Resources:\n", FUNCTION));
        Triggered.EVENTS.clear();
        stack =
                LocalStack.start(
                        StackSettings.of(template)
                                .in(folder.resolve("stack"))
                                .atScale(MINUTE_A_SECOND)
                                .asking(
                                        new OpenAi.Simulated(
                                                SimulatorSettings.of(
                                                        Map.of("model.latency", "0")))));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void itsRouteItsScheduleAndItsObjectsInvokeItWhileAJobRuns() throws Exception {
        try (StackClient client = new StackClient(stack.description(), stack.clock());
                var input =
                        new ByteArrayInputStream("id,title,description\n1,a,b\n".getBytes(UTF_8))) {
            Job job =
                    client.starter()
                            .start(
                                    "in.csv",
                                    input,
                                    Tasks.find("qualify").orElseThrow(),
                                    JobOptions.STANDARD);
            JsonNode asked =
                    JSON.readTree(
                            post(stack.description().api().resolve("/added/echo"), "hello").body());

            assertThat(asked.path("routeKey").asText()).isEqualTo("ANY /added/{how}");
            assertThat(asked.path("body").asText()).isEqualTo("hello");
            await().atMost(LONG)
                    .until(
                            () -> client.jobs().find(job.id()).orElseThrow().status(),
                            JobStatus.COMPLETED::equals);
            await().atMost(LONG)
                    .untilAsserted(
                            () -> {
                                assertThat(Triggered.EVENTS)
                                        .anyMatch(event -> key(event).equals(job.files().report()));
                                assertThat(Triggered.EVENTS)
                                        .anyMatch(
                                                event ->
                                                        event.path("detail-type")
                                                                .asText()
                                                                .equals("Scheduled Event"));
                            });
        }
    }

    @Test
    void whatAFunctionOfTheProductThrowsHasTheFormOfTheJavaRuntime() throws Exception {
        HttpResponse<String> answer =
                post(
                        stack.description()
                                .cloud()
                                .resolve("/2015-03-31/functions/CollectFunction/invocations"),
                        "{}");

        assertThat(answer.headers().firstValue("X-Amz-Function-Error")).contains("Unhandled");
        JsonNode error = JSON.readTree(answer.body());
        assertThat(error.path("errorType").asText()).matches("[a-z.]+\\.[A-Z][A-Za-z]+");
        assertThat(error.path("errorMessage").asText()).isNotEmpty();
        assertThat(error.path("stackTrace").path(0).asText()).matches("\\S+\\(\\S+\\.java:\\d+\\)");
    }

    private static String key(JsonNode event) {
        return event.path("Records").path(0).path("s3").path("object").path("key").asText();
    }

    private static HttpResponse<String> post(URI address, String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(address)
                            .header("Content-Type", "text/plain")
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
