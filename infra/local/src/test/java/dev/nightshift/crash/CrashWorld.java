package dev.nightshift.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.batch.Cancellation;
import dev.nightshift.budget.Figures;
import dev.nightshift.crash.Trip.Way;
import dev.nightshift.done.FilledShelf;
import dev.nightshift.done.Shelf;
import dev.nightshift.job.Again;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobId;
import dev.nightshift.job.JobOptions;
import dev.nightshift.job.JobStarter;
import dev.nightshift.job.Jobs;
import dev.nightshift.job.TestingCloud;
import dev.nightshift.job.Waiters;
import dev.nightshift.local.server.LocalCredentials;
import dev.nightshift.local.template.LambdaFunction;
import dev.nightshift.local.template.Place;
import dev.nightshift.local.template.Template;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.StorageSettings;
import dev.nightshift.storage.Table;
import dev.nightshift.task.Task;
import dev.nightshift.time.ManualTimeline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * A cloud in moved time whose functions, and whose user's command, can be made to die at any call.
 * Batches have two requests and run for twenty minutes; they are looked at every 25.
 */
final class CrashWorld implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final Map<String, String> SIMULATOR =
            Map.of(
                    "batch.running", "20m",
                    "model.reasoning-tokens", "300",
                    "model.latency", "0s");

    private static final Map<String, String> PARAMETERS =
            Map.of(
                    "BatchMaxRequests", "2",
                    "PollMinimumSeconds", "1500");

    private final ManualTimeline time = new ManualTimeline(Instant.parse("2030-01-01T12:00:00Z"));
    private final Map<String, Plan> plans = new ConcurrentHashMap<>();
    private final SdkHttpClient http = ApacheHttpClient.builder().maxConnections(200).build();
    private final OpenAiRelay relay;
    private final Sandboxes sandboxes;
    private final TestingCloud cloud;
    private final JobStarter starter;
    private final Cancellation cancellation;
    private final AutoCloseable[] clients;
    private final StorageSettings storage;
    private @Nullable Life user;

    CrashWorld(Path folder) throws IOException {
        Map<String, Object> made = new HashMap<>();
        cloud =
                TestingCloud.movedBy(
                        time,
                        folder,
                        SIMULATOR,
                        PARAMETERS,
                        simulator -> {
                            try {
                                OpenAiRelay between = new OpenAiRelay(simulator.baseUrl());
                                Sandboxes boxes =
                                        new Sandboxes(
                                                declared(simulator.baseUrl()),
                                                this::plan,
                                                between,
                                                http,
                                                time);
                                made.put("relay", between);
                                made.put("sandboxes", boxes);
                                return boxes.bindings();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        relay = (OpenAiRelay) Objects.requireNonNull(made.get("relay"));
        sandboxes = (Sandboxes) Objects.requireNonNull(made.get("sandboxes"));
        sandboxes.connect(cloud.stack, Files.createDirectories(folder.resolve("scratch")));
        S3Client s3 = tapped(S3Client.builder().forcePathStyle(true), cloud.stack.s3()).build();
        DynamoDbClient rows = tapped(DynamoDbClient.builder(), cloud.stack.dynamoDb()).build();
        SfnClient steps = tapped(SfnClient.builder(), cloud.stack.cloud()).build();
        clients = new AutoCloseable[] {s3, rows, steps};
        storage = new StorageSettings(cloud.stack.bucket(), cloud.stack.table(), 30);
        var table = new Table(rows, storage);
        var jobs = new Jobs(table);
        starter =
                new JobStarter(
                        new Bucket(s3, storage), jobs, steps, cloud.stack.stateMachineArn(), time);
        cancellation = new Cancellation(jobs, new BatchAttempts(table), new Waiters(steps), time);
    }

    static List<LambdaFunction> declared(URI openAi) {
        return Template.read(
                        Path.of("../template.yaml"),
                        PARAMETERS,
                        Map.of("OpenAiBaseUrl", openAi.toString()),
                        Place.LOCAL)
                .functions();
    }

    private <
                    B extends
                            AwsClientBuilder<B, ?>
                                    & software.amazon.awssdk.awscore.client.builder
                                                    .AwsSyncClientBuilder<
                                            B, ?>>
            B tapped(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(LocalCredentials.provider())
                .httpClient(new TappedHttpClient(http, () -> user));
    }

    /** Where the processes that work for a job die; for {@code ""} those that work for all. */
    Plan plan(String job) {
        return plans.computeIfAbsent(job, _ -> new Plan());
    }

    /**
     * Has functions run in processes of their own from now on, which halt where they are to die.
     */
    FunctionProcesses inProcesses(Path folder) throws IOException {
        FunctionProcesses processes = new FunctionProcesses(cloud.stack, folder, time);
        sandboxes.passOnTo(processes);
        return processes;
    }

    /** Does something while no function begins. */
    void whileNothingBegins(Runnable work) throws InterruptedException {
        sandboxes.pause();
        try {
            work.run();
        } finally {
            sandboxes.goOn();
        }
    }

    /**
     * Starts a job as its user would: once more, under the same name, where the command died. What
     * a cancelled one will pay for has the results on its shelf merged.
     */
    void start(Trip trip) {
        Task task = trip.task();
        if (trip.way == Way.CANCELLED) {
            FilledShelf.make(
                    cloud.bucket,
                    cloud.table,
                    storage,
                    time,
                    new Shelf(task.reference(), task.model()));
        }
        String key = UUID.randomUUID().toString();
        while (true) {
            try {
                begun(trip, startAs(key, trip, task));
                return;
            } catch (ProcessDied died) {
                // Once more.
            }
        }
    }

    /** Starts a job and does nothing more for it where the command dies with its row written. */
    void startOrLeave(Trip trip) {
        try {
            begun(trip, startAs(null, trip, trip.task()));
        } catch (ProcessDied died) {
            begun(trip, cloud.jobs.newest(1).findFirst().orElseThrow().id());
        }
    }

    private void begun(Trip trip, JobId job) {
        plans.put(job.value(), trip.plan);
        trip.begun(job);
    }

    private JobId startAs(@Nullable String key, Trip trip, Task task) {
        JobOptions wanted = trip.way.wanted();
        try (InputStream csv = stream(trip.way.csv())) {
            return as(
                    "start",
                    trip.plan,
                    () ->
                            key == null
                                    ? starter.start("postings.csv", csv, task, wanted).id()
                                    : starter.startOnce(key, "postings.csv", csv, task, wanted)
                                            .job()
                                            .id());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream stream(String csv) {
        return new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
    }

    /** Has a job cancelled; once more where the command died. */
    void cancel(JobId job) {
        repeated("cancel", job, () -> true, () -> cancellation.request(job));
    }

    /** Has what did not succeed run again; once more where the command died before it began. */
    void retry(JobId job) {
        repeated(
                "retry",
                job,
                () -> cloud.jobs.require(job).status().isOver(),
                () -> starter.again(job, Again.FAILED));
    }

    /** Has a job removed; once more where the command died. */
    void delete(JobId id) {
        Job job = cloud.jobs.require(id);
        repeated("delete", id, () -> true, () -> starter.delete(job));
    }

    private void repeated(
            String step, JobId job, BooleanSupplier isToBeRepeated, Runnable command) {
        while (true) {
            try {
                as(
                        step,
                        plan(job.value()),
                        () -> {
                            command.run();
                            return "";
                        });
                return;
            } catch (ProcessDied died) {
                if (!isToBeRepeated.getAsBoolean()) {
                    return;
                }
            }
        }
    }

    private <T, X extends Exception> T as(String step, Plan plan, Life.Effect<T, X> command)
            throws X {
        user = new Life(step, plan, _ -> {});
        try {
            return command.make();
        } finally {
            user = null;
        }
    }

    /** Ends the execution of a job, as an operator may. */
    void abort(JobId job) {
        cloud.abort(cloud.jobs.require(job));
    }

    boolean isOver(JobId job) {
        return cloud.jobs.require(job).status().isOver();
    }

    boolean isGone(JobId job) {
        return cloud.jobs.find(job).isEmpty();
    }

    /** Lets time pass, at least this long; all that falls due meanwhile is done. */
    void pass(Duration atLeast) throws InterruptedException {
        awaitIdle();
        time.advance(atLeast);
        awaitIdle();
    }

    private void awaitIdle() throws InterruptedException {
        cloud.awaitIdle();
        sandboxes.awaitLeft();
        cloud.awaitIdle();
    }

    /** Moves time to shortly after the next thing that is due. */
    void passToNext() throws InterruptedException {
        awaitIdle();
        Instant due = Objects.requireNonNull(time.nextDue(), "nothing is due");
        Duration until = Duration.between(time.instant(), due);
        pass((until.isNegative() ? Duration.ZERO : until).plusSeconds(30));
    }

    /** What a job came to, without what differs from run to run. */
    Ending ending(JobId id, Map<String, Map<String, Integer>> batches) throws IOException {
        Job job = cloud.jobs.require(id);
        return new Ending(
                job.status().wire() + " " + job.failure(),
                text(job.files().results("jsonl")),
                text(job.files().results("csv")),
                bill(cloud.report(job)),
                cloud.budget.of(id),
                batches.getOrDefault(id.value(), Map.of()),
                cloud.report(job).path("uncertain_calls").asInt());
    }

    /** An object's text, in which all jobs have the same id; empty where there is none. */
    private String text(String key) throws IOException {
        return cloud.bucket.size(key).isPresent()
                ? cloud.text(key)
                        .replace(Way.BALLAST, "BALLAST")
                        .replaceAll("20300101-[a-z0-9]{12}", "JOB")
                : "";
    }

    /** What is reserved, of tokens and of money: nothing when all jobs are at rest. */
    List<String> reserved() {
        String model = TestingCloud.QUALIFY.model();
        Stream<String> ofTokens =
                Stream.of("HOLD#", "PLACE#", "WAIT#")
                        .flatMap(kind -> cloud.table.query("QUEUE#" + model, kind))
                        .map(row -> row.require("sk"));
        Stream<String> sumOfTokens =
                cloud.table.get("QUEUE#" + model, "LIMIT").stream()
                        .filter(row -> row.number("reserved") != 0)
                        .map(row -> row.number("reserved") + " tokens");
        Stream<String> ofMoney =
                Stream.of(YearMonth.parse("2030-01"), YearMonth.parse("2030-02"))
                        .map(cloud.budget::month)
                        .filter(month -> month.reserved().signum() != 0)
                        .map(Figures::toString);
        return Stream.of(ofTokens, sumOfTokens, ofMoney).flatMap(each -> each).toList();
    }

    private static JsonNode bill(JsonNode report) {
        ObjectNode bill = (ObjectNode) report.deepCopy();
        bill.remove(
                List.of(
                        "job",
                        "task",
                        "created",
                        "prepared",
                        "finished",
                        "seconds",
                        "aws_usd",
                        "uncertain_calls"));
        for (JsonNode batch : bill.path("batches")) {
            ((ObjectNode) batch).remove(List.of("batch_id", "submitted", "over", "collected"));
        }
        return bill;
    }

    /** Batches at OpenAI: by job, by what they carry, how many. */
    Map<String, Map<String, Integer>> batches() throws IOException, InterruptedException {
        Map<String, Map<String, Integer>> found = new HashMap<>();
        String after = "";
        while (true) {
            JsonNode page = asked("/batches?limit=100" + after);
            for (JsonNode batch : page.path("data")) {
                String[] reference =
                        batch.path("metadata").path("nightshift").asText().split("/", 2);
                found.computeIfAbsent(reference[0], _ -> new TreeMap<>())
                        .merge(reference[1], 1, Integer::sum);
            }
            if (!page.path("has_more").asBoolean()) {
                return found;
            }
            after = "&after=" + page.path("last_id").asText();
        }
    }

    private JsonNode asked(String path) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(cloud.openAi.baseUrl() + path))
                        .header("Authorization", "Bearer sk-test")
                        .build();
        return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
    }

    @Override
    public void close() throws Exception {
        cloud.close();
        sandboxes.close();
        relay.close();
        for (AutoCloseable client : clients) {
            client.close();
        }
        http.close();
    }

    /**
     * What a job came to.
     *
     * @param batches at OpenAI, by batch and attempt
     */
    record Ending(
            String status,
            String results,
            String table,
            JsonNode bill,
            Figures money,
            Map<String, Integer> batches,
            int uncertain) {}
}
