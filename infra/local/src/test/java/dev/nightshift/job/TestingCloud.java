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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
final class TestingCloud implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    static final Task QUALIFY = Tasks.find("qualify").orElseThrow();

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final OpenAiSimulator openAi;
    final Bucket bucket;
    final Jobs jobs;
    final BatchAttempts attempts;
    final DynamoDbClient dynamoDb;
    final StackDescription stack;

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

    static TestingCloud start(
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

    /**
     * In which nothing happens by itself before the test moves time; it looks as often as deployed.
     */
    static TestingCloud movedBy(
            ManualTimeline time,
            Path folder,
            Map<String, String> simulator,
            Map<String, String> parameters)
            throws IOException {
        Map<String, String> deployed = new HashMap<>(parameters);
        deployed.put("PollMinimumSeconds", "10");
        return new TestingCloud(
                folder,
                Path.of("../template.yaml"),
                simulator,
                time,
                time,
                deployed);
    }

    /** With a template of the test's own in place of the one that is deployed. */
    static TestingCloud of(Path template, Path folder) throws IOException {
        return new TestingCloud(
                folder, template, Map.of(), ScaledTimeline.real(), ScaledTimeline.real(), Map.of());
    }

    /** A CSV of postings that the task takes, their ids {@code p-0} and on. */
    static String postings(int rows) {
        var csv = new StringBuilder("id,title,description\n");
        for (int i = 0; i < rows; i++) {
            csv.append("p-%d,Clerk %d,\"We retype %d orders, every day\"\n".formatted(i, i, i));
        }
        return csv.toString();
    }

    /** Starts a job as a user would, the state machine included. */
    Job start(String csv) throws IOException {
        return starter.start("postings.csv", stream(csv), QUALIFY, null);
    }

    /** Writes what a job begins with, and leaves the functions to the test. */
    Job begin(String csv, Task task) throws IOException {
        Job job = JobStarter.newJob("postings.csv", task, null, time);
        bucket.put(job.files().input(), csv.getBytes(StandardCharsets.UTF_8));
        bucket.put(job.files().task(), task.source().getBytes(StandardCharsets.UTF_8));
        jobs.create(job);
        return job;
    }

    /** The job when it is over. */
    Job await(JobId id) {
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

    /** Moves time from one thing that is due to the next until a job is over. */
    void moveUntilOver(ManualTimeline moved, JobId id) throws InterruptedException {
        awaitIdle();
        while (!jobs.require(id).status().isOver()) {
            moveToNext(moved);
        }
    }

    /** Moves time to the next thing that is due, and waits until it is done. */
    void moveToNext(ManualTimeline moved) throws InterruptedException {
        Instant due = Objects.requireNonNull(moved.nextDue(), "nothing is due");
        moved.advance(Duration.between(moved.instant(), due));
        awaitIdle();
    }

    /** What a function answered: its payload, and the name of its error or nothing. */
    record Invoked(JsonNode payload, String error) {}

    Invoked invoke(String function, String payload) throws IOException {
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

    Invoked prepare(Job job) throws IOException {
        return invoke("PrepareFunction", "{\"version\":1,\"job\":\"%s\"}".formatted(job.id()));
    }

    Invoked submit(Job job) throws IOException {
        return submit(job, 1);
    }

    Invoked submit(Job job, int attempt) throws IOException {
        return invoke("SubmitFunction", payload(job, attempt, ""));
    }

    Invoked poll(Job job) throws IOException {
        return poll(job, 1);
    }

    Invoked poll(Job job, int attempt) throws IOException {
        return invoke("PollFunction", payload(job, attempt, ",\"token\":\"nobody-waits\""));
    }

    /** Looks at the batch of an attempt until it is over. */
    void awaitBatch(Job job, int attempt) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> poll(job, attempt).payload().path("over").asBoolean());
    }

    Invoked collect(Job job) throws IOException {
        return collect(job, 1);
    }

    Invoked collect(Job job, int attempt) throws IOException {
        return invoke(
                "CollectFunction", payload(job, attempt, ",\"step\":\"batch\",\"failure\":null"));
    }

    Invoked finish(Job job) throws IOException {
        return invoke(
                "CollectFunction", payload(job, 1, ",\"run\":1,\"step\":\"job\",\"failure\":null"));
    }

    /** A job's results, in the order of the file. */
    List<JsonNode> results(Job job) throws IOException {
        List<JsonNode> results = new ArrayList<>();
        for (String line : text(job.files().results("jsonl")).lines().toList()) {
            results.add(JSON.readTree(line));
        }
        return results;
    }

    JsonNode report(Job job) throws IOException {
        return JSON.readTree(text(job.files().report()));
    }

    String text(String key) throws IOException {
        try (InputStream in = bucket.open(key)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Has a job run once more, as the command does. */
    boolean again(Job job, Again again) {
        return starter.again(job.id(), again);
    }

    /** Has a job removed, as the command does. */
    void delete(Job job) {
        starter.delete(job);
    }

    /** Ends the execution of a job, as an operator may. */
    void abort(Job job) {
        String prefix = stack.stateMachineArn().replace(":stateMachine:", ":execution:");
        stepFunctions.stopExecution(stop -> stop.executionArn(prefix + ":" + job.execution()));
    }

    /** Asks for a job to be cancelled, as the command does. */
    void cancel(JobId id) {
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

    private static String payload(Job job, int attempt, String more) {
        return "{\"version\":1,\"job\":\"%s\",\"batch\":1,\"attempt\":%d%s}"
                .formatted(job.id(), attempt, more);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
