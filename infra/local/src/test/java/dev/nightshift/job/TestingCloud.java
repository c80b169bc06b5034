package dev.nightshift.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.batch.Cancellation;
import dev.nightshift.local.LocalStack;
import dev.nightshift.local.OpenAi;
import dev.nightshift.local.StackDescription;
import dev.nightshift.local.StackSettings;
import dev.nightshift.local.function.Binding;
import dev.nightshift.local.server.LocalCredentials;
import dev.nightshift.pricing.Lane;
import dev.nightshift.simulator.OpenAiSimulator;
import dev.nightshift.storage.StorageSettings;
import dev.nightshift.task.Task;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.awaitility.Awaitility;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * A local cloud of a test's own, from the template that is deployed, and beside it a simulator
 * whose calls can be counted. Functions are invoked with bytes over HTTP, as Lambda is.
 */
public final class TestingCloud extends TestingJobs {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public final StackDescription stack;

    private final Timeline time;
    private final Path folder;
    private int simulators;
    final LocalStack cloud;
    private final S3Client s3;

    /** For tables of a test's own. */
    public final DynamoDbClient dynamoDb;

    private final SfnClient stepFunctions;
    private final JobStarter starter;

    private TestingCloud(
            Path folder,
            Path template,
            Map<String, String> simulator,
            Timeline time,
            Map<String, String> parameters,
            Function<OpenAiSimulator, List<Binding>> elsewhere)
            throws IOException {
        OpenAiSimulator openAi =
                OpenAiSimulator.start(quick(simulator), folder.resolve("openai"), 0, time);
        Map<String, String> values = new HashMap<>(Map.of("PollMinimumSeconds", "1"));
        values.putAll(parameters);
        LocalStack cloud =
                LocalStack.start(
                        StackSettings.of(template)
                                .in(folder.resolve("stack"))
                                .by(time)
                                .with(values)
                                .with(elsewhere.apply(openAi))
                                .asking(new OpenAi.Live(openAi.baseUrl(), "sk-test")));
        StackDescription stack = cloud.description();
        S3Client s3 =
                S3Client.builder()
                        .endpointOverride(stack.s3())
                        .region(Region.US_EAST_1)
                        .forcePathStyle(true)
                        .credentialsProvider(LocalCredentials.provider())
                        .httpClientBuilder(ApacheHttpClient.builder())
                        .build();
        DynamoDbClient dynamoDb =
                DynamoDbClient.builder()
                        .endpointOverride(stack.dynamoDb())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(LocalCredentials.provider())
                        .httpClientBuilder(ApacheHttpClient.builder())
                        .build();
        SfnClient stepFunctions =
                SfnClient.builder()
                        .endpointOverride(stack.cloud())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(LocalCredentials.provider())
                        .httpClientBuilder(ApacheHttpClient.builder())
                        .build();
        super(openAi, s3, dynamoDb, new StorageSettings(stack.bucket(), stack.table(), 30), time);
        this.time = time;
        this.folder = folder;
        this.cloud = cloud;
        this.stack = stack;
        this.s3 = s3;
        this.dynamoDb = dynamoDb;
        this.stepFunctions = stepFunctions;
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
                parameters,
                _ -> List.of());
    }

    /**
     * In which nothing happens by itself before the test moves time; it looks as often as deployed.
     */
    public static TestingCloud movedBy(
            ManualTimeline time,
            Path folder,
            Map<String, String> simulator,
            Map<String, String> parameters)
            throws IOException {
        return movedBy(time, folder, simulator, parameters, _ -> List.of());
    }

    /** Likewise, with functions that are hosted elsewhere and ask the simulator that they get. */
    public static TestingCloud movedBy(
            ManualTimeline time,
            Path folder,
            Map<String, String> simulator,
            Map<String, String> parameters,
            Function<OpenAiSimulator, List<Binding>> elsewhere)
            throws IOException {
        Map<String, String> deployed = new HashMap<>(parameters);
        deployed.putIfAbsent("PollMinimumSeconds", "10");
        return new TestingCloud(
                folder, Path.of("../template.yaml"), simulator, time, deployed, elsewhere);
    }

    /** With a template of the test's own in place of the one that is deployed. */
    public static TestingCloud of(Path template, Path folder) throws IOException {
        return of(template, folder, Map.of());
    }

    /** Likewise, with a simulator that is told how to behave. */
    public static TestingCloud of(Path template, Path folder, Map<String, String> simulator)
            throws IOException {
        return new TestingCloud(
                folder, template, simulator, ScaledTimeline.real(), Map.of(), _ -> List.of());
    }

    /**
     * The template that is deployed, with texts of it replaced.
     *
     * @param changes regular expressions, each with what stands in place of its first match
     */
    public static Path template(Path folder, String... changes) throws IOException {
        String text = Files.readString(Path.of("../template.yaml"));
        for (int i = 0; i < changes.length; i += 2) {
            text = text.replaceFirst(changes[i], changes[i + 1]);
        }
        Path template = folder.resolve("infra/template.yaml");
        Files.createDirectories(template.getParent());
        Files.writeString(template, text);
        Files.createDirectories(folder.resolve("statemachine"));
        Files.copy(
                Path.of("../../statemachine/nightshift.asl.json"),
                folder.resolve("statemachine/nightshift.asl.json"));
        return template;
    }

    /** Starts a job as a user would, the state machine included. */
    public Job start(String csv) throws IOException {
        return start(csv, Lane.BATCH);
    }

    /** Starts a job in a lane; it sends what earlier ones sent, too. */
    public Job start(String csv, Lane lane) throws IOException {
        return start(csv, JobOptions.STANDARD.withLane(lane).withFresh(true));
    }

    /** Starts a job of which its user wants something. */
    public Job start(String csv, JobOptions options) throws IOException {
        return start(csv, QUALIFY, options);
    }

    /** Starts a job of another task. */
    public Job start(String csv, Task task, JobOptions options) throws IOException {
        return starter.start("postings.csv", stream(csv), task, options);
    }

    /** Starts a job of whatever feeds it. */
    public Job start(NewJob wanted) throws IOException {
        return starter.start(wanted);
    }

    /** Starts a job of a file. */
    public Job start(Path file, Task task, JobOptions options) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return starter.start(file.getFileName().toString(), in, task, options);
        }
    }

    /** The job when it is over. */
    public Job await(JobId id) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> jobs.require(id), job -> job.status().isOver());
    }

    /** Waits until nothing goes on before time is moved. */
    public void awaitIdle() throws InterruptedException {
        if (!cloud.awaitIdle(Duration.ofSeconds(60))) {
            throw new IllegalStateException("the stack does not come to rest");
        }
    }

    /** Moves time from one thing that is due to the next until a job is over. */
    public void moveUntilOver(ManualTimeline moved, JobId id) throws InterruptedException {
        awaitIdle();
        while (!jobs.require(id).status().isOver()) {
            moveToNext(moved);
        }
    }

    /** Moves time to the next thing that is due, and waits until it is done. */
    public void moveToNext(ManualTimeline moved) throws InterruptedException {
        Instant due = Objects.requireNonNull(moved.nextDue(), "nothing is due");
        moved.advance(Duration.between(moved.instant(), due));
        awaitIdle();
    }

    /** Where OpenAI tells what became of batches. */
    public URI webhook() {
        return stack.api().resolve("/webhooks/openai");
    }

    /** Has the simulator tell the stack, and the stack know how it signs; the secret. */
    public String beTold() throws IOException, InterruptedException {
        String body =
                """
                {"name": "nightshift", "url": "%s", "event_types":
                  ["batch.completed", "batch.failed", "batch.expired", "batch.cancelled"]}
                """
                        .formatted(webhook());
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(openAi.baseUrl() + "/webhook_endpoints"))
                        .header("Authorization", "Bearer sk-test")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        JsonNode endpoint = JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
        String secret = endpoint.path("signing_secret").asText();
        keepWebhookSecret(secret);
        return secret;
    }

    /** Sets the secret with which OpenAI is to sign. */
    public void keepWebhookSecret(String secret) {
        try (SecretsManagerClient secrets = secrets()) {
            secrets.putSecretValue(set -> set.secretId("nightshift-webhook").secretString(secret));
        }
    }

    /** A secret that the stack keeps. */
    public String secret(String name) {
        try (SecretsManagerClient secrets = secrets()) {
            return secrets.getSecretValue(get -> get.secretId(name)).secretString();
        }
    }

    private SecretsManagerClient secrets() {
        return SecretsManagerClient.builder()
                .endpointOverride(stack.cloud())
                .region(Region.US_EAST_1)
                .credentialsProvider(LocalCredentials.provider())
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }

    /** Waits for what is told and comes of it: deliveries take real time, whatever the stack's. */
    public void awaitTold() throws InterruptedException {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> openAi.eventsOnTheirWay() == 0);
        awaitIdle();
    }

    @Override
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

    /** Puts a new simulator, that knows nothing, in the place of the one before. */
    public void simulate(Map<String, String> settings) throws IOException {
        int port = openAi.baseUrl().getPort();
        openAi.close();
        Path place = folder.resolve("openai-" + ++simulators);
        openAi = OpenAiSimulator.start(quick(settings), place, port, time);
    }

    /** Has a job run once more, as the command does. */
    public boolean again(Job job, Again again) {
        return starter.again(job.id(), again);
    }

    /** Has a job removed, as the command does. */
    public void delete(Job job) {
        starter.delete(job);
    }

    /** Ends the execution of a job, as an operator may. */
    public void abort(Job job) {
        String prefix = stack.stateMachineArn().replace(":stateMachine:", ":execution:");
        stepFunctions.stopExecution(stop -> stop.executionArn(prefix + ":" + job.execution()));
    }

    /** Aborts the executions of a job's batches, but not its own. */
    public void abortBatches(Job job) {
        String prefix = stack.stateMachineArn().replace(":stateMachine:", ":execution:");
        stepFunctions
                .getExecutionHistory(of -> of.executionArn(prefix + ":" + job.execution()))
                .events()
                .stream()
                .filter(event -> event.mapRunStartedEventDetails() != null)
                .map(event -> event.mapRunStartedEventDetails().mapRunArn())
                .flatMap(
                        run ->
                                stepFunctions
                                        .listExecutions(of -> of.mapRunArn(run))
                                        .executions()
                                        .stream())
                .forEach(
                        child ->
                                stepFunctions.stopExecution(
                                        stop -> stop.executionArn(child.executionArn())));
    }

    /** Asks for a job to be cancelled, as the command does. */
    public void cancel(JobId id) {
        new Cancellation(jobs, attempts, new Waiters(stepFunctions), time).request(id);
    }

    @Override
    public void close() {
        cloud.close();
        openAi.close();
        s3.close();
        dynamoDb.close();
        stepFunctions.close();
        close(time);
    }

    private static void close(Timeline timeline) {
        if (timeline instanceof ScaledTimeline scaled) {
            scaled.close();
        }
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
