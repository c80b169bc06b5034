package dev.nightshift.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.budget.Budget;
import dev.nightshift.budget.BudgetSettings;
import dev.nightshift.pricing.Lane;
import dev.nightshift.simulator.OpenAiSimulator;
import dev.nightshift.simulator.SimulatorSettings;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.StorageSettings;
import dev.nightshift.storage.Table;
import dev.nightshift.task.Task;
import dev.nightshift.task.Tasks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Jobs in tests: what they are made of, and their functions, invoked one by one as Lambda is. */
public abstract class TestingJobs implements AutoCloseable {
    public static final ObjectMapper JSON = new ObjectMapper();
    public static final Task QUALIFY = Tasks.find("qualify").orElseThrow();

    /** A small one, which requires nothing. */
    public static final Task SCORE =
            Tasks.parse(
                    """
                    name: score
                    version: 1
                    purpose: For tests.
                    model: gpt-6-luna
                    max_output_tokens: 10
                    instructions: Score it.
                    prompt: "{{title}}"
                    output:
                      type: object
                      properties: {score: {type: integer, minimum: 0, maximum: 100}}
                      required: [score]
                      additionalProperties: false
                    """,
                    "score.yaml");

    /** Likewise, with room for its replies, and records that another system gets. */
    public static final Task MAPPED =
            Tasks.parse(
                    SCORE.source().replace("max_output_tokens: 10", "max_output_tokens: 100")
                            + "results: {handover: {Reference: id, Fit: result.score, Notes: fields.notes}}\n",
                    "score.yaml");

    public OpenAiSimulator openAi;
    public final Bucket bucket;
    public final Table table;
    public final Jobs jobs;
    public final BatchAttempts attempts;
    public final Budget budget;
    public final InstantSource clock;

    TestingJobs(
            OpenAiSimulator openAi,
            S3Client s3,
            DynamoDbClient dynamoDb,
            StorageSettings storage,
            InstantSource clock) {
        this.openAi = openAi;
        this.clock = clock;
        table = new Table(dynamoDb, storage);
        bucket = new Bucket(s3, storage);
        jobs = new Jobs(table);
        attempts = new BatchAttempts(table);
        budget = new Budget(table, new BudgetSettings(""), clock, jobs, attempts);
    }

    /** A simulator that answers at once, but for these settings. */
    public static SimulatorSettings quick(Map<String, String> settings) {
        Map<String, String> quick =
                new HashMap<>(
                        Map.of(
                                "batch.validating", "0s",
                                "batch.per-request", "0s",
                                "batch.finalizing", "0s",
                                "batch.cancelling", "0s"));
        quick.putAll(settings);
        return SimulatorSettings.of(quick);
    }

    /** A CSV of postings that the task takes, their ids {@code p-0} and on. */
    public static String postings(int rows) {
        var csv = new StringBuilder("id,title,description\n");
        for (int i = 0; i < rows; i++) {
            csv.append("p-%d,Clerk %d,\"We retype %d orders, every day\"\n".formatted(i, i, i));
        }
        return csv.toString();
    }

    /**
     * Writes what a job begins with, and leaves the functions to the test. Jobs of tests send what
     * earlier ones sent, unless their options say otherwise.
     */
    public Job begin(String csv, Task task) throws IOException {
        return begin(csv, task, Lane.BATCH);
    }

    public Job begin(String csv, Task task, Lane lane) throws IOException {
        return begin(csv, task, JobOptions.STANDARD.withLane(lane).withFresh(true));
    }

    public Job begin(String csv, Task task, JobOptions options) throws IOException {
        Job job = JobStarter.newJob(wanted(task, options), clock);
        bucket.put(job.files().input(), csv.getBytes(StandardCharsets.UTF_8));
        bucket.put(job.files().task(), task.source().getBytes(StandardCharsets.UTF_8));
        jobs.create(job);
        return job;
    }

    /** A job of which only the row matters. */
    static NewJob wanted(Task task, JobOptions options) {
        return new NewJob(
                null,
                "postings.csv",
                new JobInput.Bytes(InputStream.nullInputStream()),
                task,
                options);
    }

    /** What a function answered: its payload, and the name of its error or nothing. */
    public record Invoked(JsonNode payload, String error) {}

    public abstract Invoked invoke(String function, String payload) throws IOException;

    public Invoked prepare(Job job) throws IOException {
        return invoke("PrepareFunction", "{\"version\":1,\"job\":\"%s\"}".formatted(job.id()));
    }

    public Invoked submit(Job job) throws IOException {
        return submit(job, 1);
    }

    public Invoked submit(Job job, int attempt) throws IOException {
        return invoke("SubmitFunction", payload(job, attempt, ""));
    }

    public Invoked poll(Job job) throws IOException {
        return poll(job, 1);
    }

    public Invoked poll(Job job, int attempt) throws IOException {
        return invoke("PollFunction", payload(job, attempt, ",\"token\":\"nobody-waits\""));
    }

    /** Looks at the batch of an attempt until it is over. */
    public void awaitBatch(Job job, int attempt) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> poll(job, attempt).payload().path("over").asBoolean());
    }

    public Invoked collect(Job job) throws IOException {
        return collect(job, 1);
    }

    public Invoked collect(Job job, int attempt) throws IOException {
        return invoke(
                "CollectFunction", payload(job, attempt, ",\"step\":\"batch\",\"failure\":null"));
    }

    public Invoked finish(Job job) throws IOException {
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

    public JsonNode report(Job job) throws IOException {
        return JSON.readTree(text(job.files().report()));
    }

    public String text(String key) throws IOException {
        try (InputStream in = bucket.open(key)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String payload(Job job, int attempt, String more) {
        return "{\"version\":1,\"job\":\"%s\",\"batch\":1,\"attempt\":%d%s}"
                .formatted(job.id(), attempt, more);
    }

    @Override
    public abstract void close();
}
