package dev.nightshift.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.local.LocalStack;
import dev.nightshift.local.OpenAi;
import dev.nightshift.local.StackDescription;
import dev.nightshift.local.StackSettings;
import dev.nightshift.local.server.LocalCredentials;
import dev.nightshift.simulator.OpenAiSimulator;
import dev.nightshift.simulator.SimulatorSettings;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.StorageSettings;
import dev.nightshift.storage.Table;
import dev.nightshift.task.Task;
import dev.nightshift.task.Tasks;
import dev.nightshift.time.ManualTimeline;
import dev.nightshift.time.ScaledTimeline;
import dev.nightshift.time.Timeline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * A local cloud of a test's own, from the template that is deployed, and beside it a simulator
 * whose calls can be counted. Functions are invoked with bytes over HTTP, as Lambda is.
 */
public final class TestingCloud implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    public static final Task QUALIFY = Tasks.find("qualify").orElseThrow();

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public final OpenAiSimulator openAi;
    public final Bucket bucket;
    public final Jobs jobs;
    public final BatchAttempts attempts;
    public final DynamoDbClient dynamoDb;
    public final StackDescription stack;

    private final Timeline time;
    private final Timeline openAiTime;
    private final LocalStack cloud;
    private final S3Client s3;
    private final SfnClient stepFunctions;
    private final JobStarter starter;

    private TestingCloud(
            Path folder,
            Path template,
            Map<String, String> simulator,
            Timeline time,
            Timeline openAiTime,
            Map<String, String> parameters)
            throws IOException {
        Map<String, String> quick =
                new HashMap<>(
                        Map.of(
                                "batch.validating", "0s",
                                "batch.per-request", "0s",
                                "batch.finalizing", "0s",
                                "batch.cancelling", "0s"));
        quick.putAll(simulator);
        this.time = time;
        this.openAiTime = openAiTime;
        openAi =
                OpenAiSimulator.start(
                        SimulatorSettings.of(quick), folder.resolve("openai"), 0, openAiTime);
        Map<String, String> values = new HashMap<>(Map.of("PollMinimumSeconds", "1"));
        values.putAll(parameters);
        cloud =
                LocalStack.start(
                        StackSettings.of(template)
                                .in(folder.resolve("stack"))
                                .by(time)
                                .with(values)
                                .asking(new OpenAi.Live(openAi.baseUrl(), "sk-test")));
        stack = cloud.description();
        s3 =
                S3Client.builder()
                        .endpointOverride(stack.s3())
                        .region(Region.US_EAST_1)
                        .forcePathStyle(true)
                        .credentialsProvider(LocalCredentials.provider())
                        .httpClientBuilder(ApacheHttpClient.builder())
                        .build();
        dynamoDb =
                DynamoDbClient.builder()
                        .endpointOverride(stack.dynamoDb())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(LocalCredentials.provider())
                        .httpClientBuilder(ApacheHttpClient.builder())
                        .build();
        stepFunctions =
                SfnClient.builder()
                        .endpointOverride(stack.cloud())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(LocalCredentials.provider())
                        .httpClientBuilder(ApacheHttpClient.builder())
                        .build();
        var storage = new StorageSettings(stack.bucket(), stack.table(), 30);
        var table = new Table(dynamoDb, storage);
        bucket = new Bucket(s3, storage);
        jobs = new Jobs(table);
        attempts = new BatchAttempts(table);
        starter = new JobStarter(bucket, jobs, stepFunctions, stack.stateMachineArn(), time);
    }

    public static TestingCloud start(
            Path folder, Map<String, String> simulator, Map<String, String> parameters)
            throws IOException {
        return new TestingCloud(
                folder,
                Path.of("../template.yaml"),
                simulator,
                ScaledTimeline.real(),
                ScaledTimeline.real(),
                parameters);
    }

    /** With a simulator for which a day passes in some four seconds. */
    static TestingCloud inHaste(Path folder, Map<String, String> simulator) throws IOException {
        return new TestingCloud(
                folder,
                Path.of("../template.yaml"),
                simulator,
                ScaledTimeline.real(),
                new ScaledTimeline(20_000),
                Map.of());
    }

    /**
     * In which nothing happens by itself before the test moves time; it looks as often as deployed.
     */
    static TestingCloud movedBy(ManualTimeline time, Path folder, Map<String, String> simulator)
            throws IOException {
        return new TestingCloud(
                folder,
                Path.of("../template.yaml"),
                simulator,
                time,
                time,
                Map.of("PollMinimumSeconds", "10"));
    }

    /** With a template of the test's own in place of the one that is deployed. */
    static TestingCloud of(Path template, Path folder) throws IOException {
        return new TestingCloud(
                folder, template, Map.of(), ScaledTimeline.real(), ScaledTimeline.real(), Map.of());
    }

    /** Likewise, with a simulator that is told how to behave. */
    public static TestingCloud of(Path template, Path folder, Map<String, String> simulator)
            throws IOException {
        return new TestingCloud(
                folder,
                template,
                simulator,
                ScaledTimeline.real(),
                ScaledTimeline.real(),
                Map.of());
    }

    /** A CSV of postings that the task takes, their ids {@code p-0} and on. */
    public static String postings(int rows) {
        var csv = new StringBuilder("id,title,description\n");
        for (int i = 0; i < rows; i++) {
            csv.append("p-%d,Clerk %d,\"We retype %d orders, every day\"\n".formatted(i, i, i));
        }
        return csv.toString();
    }

    /** Starts a job as a user would, the state machine included. */
    public Job start(String csv) throws IOException {
        return starter.start("postings.csv", stream(csv), QUALIFY, null);
    }

    /** Writes what a job begins with, and leaves the functions to the test. */
    public Job begin(String csv, Task task) throws IOException {
        Job job = JobStarter.newJob("postings.csv", task, null, time);
        bucket.put(job.files().input(), csv.getBytes(StandardCharsets.UTF_8));
        bucket.put(job.files().task(), task.source().getBytes(StandardCharsets.UTF_8));
        jobs.create(job);
        return job;
    }

    /** The job when it is over. */
    public Job await(JobId id) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> jobs.require(id), job -> job.status().isOver());
    }

    /** Waits until nothing goes on before time is moved. */
    void awaitIdle() throws InterruptedException {
        if (!cloud.awaitIdle(Duration.ofSeconds(60))) {
            throw new IllegalStateException("the stack does not come to rest");
        }
    }

    /** What a function answered: its payload, and the name of its error or nothing. */
    public record Invoked(JsonNode payload, String error) {}

    public Invoked invoke(String function, String payload) throws IOException {
        URI uri = stack.cloud().resolve("/2015-03-31/functions/" + function + "/invocations");
        var request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(payload)).build();
        try {
            HttpResponse<byte[]> answer = HTTP.send(request, BodyHandlers.ofByteArray());
            JsonNode body = JSON.readTree(answer.body());
            boolean failed = answer.headers().firstValue("X-Amz-Function-Error").isPresent();
            return new Invoked(body, failed ? body.path("errorType").asText() : "");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public Invoked prepare(Job job) throws IOException {
        return invoke("PrepareFunction", "{\"version\":1,\"job\":\"%s\"}".formatted(job.id()));
    }

    Invoked submit(Job job) throws IOException {
        return invoke("SubmitFunction", payload(job, ""));
    }

    Invoked poll(Job job) throws IOException {
        return invoke("PollFunction", payload(job, ",\"token\":\"nobody-waits\""));
    }

    public Invoked collect(Job job) throws IOException {
        return invoke("CollectFunction", payload(job, ",\"step\":\"batch\",\"failure\":null"));
    }

    Invoked finish(Job job) throws IOException {
        return invoke("CollectFunction", payload(job, ",\"step\":\"job\",\"failure\":null"));
    }

    /** A job's results, in the order of the file. */
    public List<JsonNode> results(Job job) throws IOException {
        List<JsonNode> results = new ArrayList<>();
        for (String line : text(job.files().results("jsonl")).lines().toList()) {
            results.add(JSON.readTree(line));
        }
        return results;
    }

    JsonNode report(Job job) throws IOException {
        return JSON.readTree(text(job.files().report()));
    }

    public String text(String key) throws IOException {
        try (InputStream in = bucket.open(key)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Asks for a job to be cancelled, as the command does. */
    public void cancel(JobId id) {
        jobs.requestCancel(id, time.instant());
        var waiters = new Waiters(stepFunctions);
        attempts.of(id).stream()
                .map(attempt -> attempt.token())
                .filter(token -> token != null)
                .forEach(token -> waiters.wake(token, false));
    }

    @Override
    public void close() {
        cloud.close();
        openAi.close();
        s3.close();
        dynamoDb.close();
        stepFunctions.close();
        close(openAiTime);
        close(time);
    }

    private static void close(Timeline timeline) {
        if (timeline instanceof ScaledTimeline scaled) {
            scaled.close();
        }
    }

    private static String payload(Job job, String more) {
        return "{\"version\":1,\"job\":\"%s\",\"batch\":1,\"attempt\":1%s}"
                .formatted(job.id(), more);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
