package dev.nightshift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.cli.TestingUser.Said;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobId;
import dev.nightshift.job.JobOptions;
import dev.nightshift.job.Jobs;
import dev.nightshift.local.RunningStack;
import dev.nightshift.local.StackDescription;
import dev.nightshift.local.TestingPorts;
import dev.nightshift.local.function.ForeignProgram;
import dev.nightshift.local.server.LocalCredentials;
import dev.nightshift.storage.Item;
import dev.nightshift.task.Tasks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

final class UpTest {
    private static final String ONE = "id,title,description\n1,Clerk,Retypes orders\n";

    @TempDir private Path folder;
    private TestingUser user;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicInteger code = new AtomicInteger(-1);
    private int port;
    private Thread up = new Thread();

    @BeforeEach
    void arrive() {
        user = TestingUser.in(folder);
        user.write("in.csv", ONE);
        port = TestingPorts.freeBase();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (up.isAlive()) {
            up.interrupt();
            up.join(Duration.ofSeconds(20));
        }
    }

    @Test
    void carriesJobsThatWereSubmitted() throws InterruptedException {
        start(TestingUser.QUICK);

        Said submitted = user.types("submit", "in.csv", "--task", "qualify");
        String job = submitted.out().strip();
        Said watched = user.types("watch", job);
        Said elsewhere =
                user.types("list", "--data", "other", "--endpoint", "http://127.0.0.1:" + port);

        assertThat(submitted.code()).as(submitted.err()).isZero();
        assertThat(watched.code()).as(watched.err()).isZero();
        assertThat(watched.out()).contains("is finished: 1 record");
        assertThat(user.path("in.results.csv")).exists();
        assertThat(elsewhere.out()).contains(job);
        assertThat(out.toString(UTF_8))
                .contains("HTTP API", "http://127.0.0.1:" + port)
                .contains("DynamoDB", "http://127.0.0.1:" + (port + 2));
        runsATable();
    }

    /** As well as a file's. */
    private void runsATable() {
        user.write(
                "people.yaml",
                "dynamodb: {table: people, fields: [title, description], mark: done, results: {score: fit}}");
        String[] run = {"run", "--source", "people.yaml", "--task", "qualify"};
        try (DynamoDbClient dynamoDb = dynamoDb(URI.create("http://127.0.0.1:" + (port + 2)))) {
            dynamoDb.createTable(
                    of ->
                            of.tableName("people")
                                    .billingMode(BillingMode.PAY_PER_REQUEST)
                                    .attributeDefinitions(
                                            one ->
                                                    one.attributeName("person")
                                                            .attributeType(ScalarAttributeType.S))
                                    .keySchema(
                                            one ->
                                                    one.attributeName("person")
                                                            .keyType(KeyType.HASH)));
            Map<String, AttributeValue> person =
                    Map.of(
                            "person", AttributeValue.fromS("p-1"),
                            "title", AttributeValue.fromS("Clerk"),
                            "description", AttributeValue.fromS("Retypes a table's orders"));
            dynamoDb.putItem(of -> of.tableName("people").item(person));

            Said first = user.types(run);
            Said again = user.types(run);

            assertThat(first.code()).as(first.out() + first.err()).isZero();
            assertThat(first.out()).contains("1 stored, 0 still due");
            assertThat(dynamoDb.scan(of -> of.tableName("people")).items().getFirst())
                    .containsAllEntriesOf(person)
                    .containsKeys("done", "fit");
            assertThat(again.code()).as(again.out() + again.err()).isZero();
            assertThat(again.out()).contains("0 stored, 0 still due");
        }
    }

    @Test
    void isToldByOpenAiAfterItWasRegistered() throws InterruptedException {
        start(TestingUser.QUICK);
        String address = "http://127.0.0.1:%d/webhooks/openai".formatted(port);

        Said nobody = user.types("webhook");
        Said tooEarly = user.types("webhook", "rotate");
        Said registered = user.types("webhook", "register");
        Said listed = user.types("webhook");
        Said rotated = user.types("webhook", "rotate");
        String id = listed.out().lines().toList().getLast().replaceAll(" .*", "");
        Said wrong = user.types("webhook", "delete", "../files");
        Said deleted = user.types("webhook", "delete", id);

        assertThat(nobody.out()).contains("tells nobody");
        assertThat(tooEarly.code()).isEqualTo(2);
        assertThat(tooEarly.err()).contains("does not tell " + address);
        for (Said one : List.of(registered, rotated)) {
            assertThat(one.code()).as(one.err()).isZero();
            assertThat(one.out()).contains("delivered to " + address + " and taken");
            assertThat(one.out() + one.err()).doesNotContain("whsec_");
        }
        assertThat(listed.out().lines()).hasSize(2);
        assertThat(listed.out()).contains(address).doesNotContain("whsec_");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(deleted.code()).as(deleted.err()).isZero();
        assertThat(user.types("webhook").out()).contains("tells nobody");
    }

    @Test
    void findsTasksThatAreKeptInIt() throws Exception {
        start(TestingUser.QUICK);
        URI place = URI.create("http://127.0.0.1:%d/tasks/greet".formatted(port));
        String task =
                """
                { name: greet, version: 3, purpose: Greets., model: gpt-6-luna, max_output_tokens: 500,
                  instructions: Be brief., prompt: "Greet the {{title}}.",
                  output: { type: object, properties: { greeting: { type: string } }, required: [greeting], additionalProperties: false } }
                """;
        try (HttpClient http = HttpClient.newHttpClient()) {
            var put =
                    HttpRequest.newBuilder(place)
                            .header("Content-Type", "application/yaml")
                            .PUT(BodyPublishers.ofString(task));
            assertThat(http.send(put.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }

        Said ran = user.types("run", "in.csv", "--task", "greet");
        Said unknown = user.types("run", "in.csv", "--task", "great");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("task greet@3");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("there is no task 'great'");
    }

    @Test
    void stopsCleanly() throws InterruptedException {
        start();

        stop();

        assertThat(code).hasValue(ExitCode.INTERRUPTED);
        assertThat(err.toString(UTF_8)).isEmpty();
        assertThat(user.types("submit", "in.csv", "--task", "qualify").err())
                .contains("no stack runs in .nightshift");
    }

    @Test
    void letsASecondOneOfTheFolderKnow() throws InterruptedException {
        start();

        Said second = user.types("up", "--port", Integer.toString(TestingPorts.freeBase()));
        Said setting = user.types("run", "in.csv", "--task", "qualify", "--set", "RetentionDays=3");

        assertThat(second.code()).isEqualTo(2);
        assertThat(second.errLines()).as(second.err()).hasSize(1);
        assertThat(second.err()).contains("already runs in");
        assertThat(setting.err()).contains("one runs already");
    }

    @Test
    void asksFunctionsThatOtherProgramsHost() throws Exception {
        try (ForeignProgram program = new ForeignProgram();
                HttpClient http = HttpClient.newHttpClient()) {
            start("--function", "theirs=" + program.at("/echo"));

            HttpResponse<String> answer =
                    http.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:%d/2015-03-31/functions/theirs/invocations"
                                                            .formatted(port + 3)))
                                    .POST(BodyPublishers.ofString("{\"a\":1}"))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(answer.body()).isEqualTo("{\"a\":1}");
            assertThat(program.asked()).hasSize(1);
        }
    }

    @Timeout(60)
    @ParameterizedTest
    @ValueSource(strings = {"theirs", "theirs=ftp://localhost/", "their s=http://localhost/"})
    void refusesAFunctionThatNoProgramCouldHost(String binding) {
        for (Said said :
                List.of(
                        user.types("up", "--function", binding),
                        user.types("run", "in.csv", "--task", "qualify", "--function", binding))) {
            assertThat(said.code()).as(said.err()).isEqualTo(2);
            assertThat(said.errLines()).as(said.err()).hasSize(1);
            assertThat(said.err()).contains("--function");
        }
    }

    @Test
    void saysThatAPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Said said = user.types("up", "--port", Integer.toString(taken.getLocalPort() - 1));

            assertThat(said.code()).isEqualTo(2);
            assertThat(said.errLines()).as(said.err()).hasSize(1);
            assertThat(said.err()).contains("taken");
        }
    }

    @Test
    void leavesItsJobsToWhoeverWatchesThem() throws Exception {
        start("--simulator", "batch.running=2s");
        String job =
                user.types("submit", "in.csv", "--task", "qualify", "--lane", "batch")
                        .out()
                        .strip();
        var said = new ByteArrayOutputStream();
        var complained = new ByteArrayOutputStream();
        Shell watcher = user.shell(said, complained);
        CompletableFuture<Integer> watching =
                CompletableFuture.supplyAsync(() -> Nightshift.run(watcher, "watch", job));
        Awaitility.await().until(() -> said.toString(UTF_8).contains("validating"));

        stop();

        assertThat(watching.get(60, TimeUnit.SECONDS)).isZero();
        assertThat(complained.toString(UTF_8)).contains("this command goes on with it");
        assertThat(said.toString(UTF_8)).contains("is finished: 1 record");
    }

    @Test
    void tellsAJobThatFailedItselfFromRecordsThatFailed() throws IOException {
        start(TestingUser.QUICK);
        Job job;
        try (var client =
                        new StackClient(
                                RunningStack.find(folder.resolve(".nightshift")).orElseThrow(),
                                InstantSource.system());
                var input = new ByteArrayInputStream("id,name\n1,x\n".getBytes(UTF_8))) {
            job =
                    client.starter()
                            .start(
                                    "in.csv",
                                    input,
                                    Tasks.find("qualify").orElseThrow(),
                                    JobOptions.STANDARD);
        }

        Said watched = user.types("watch", job.id().value());

        assertThat(watched.code()).as(watched.err()).isEqualTo(ExitCode.JOB_FAILED).isEqualTo(4);
        assertThat(watched.out() + watched.err()).contains("needs the columns title, description");
    }

    @Test
    void hasWhatOthersNoteInItNotedByItsOwnTimeAndKeptAsItSays() throws InterruptedException {
        start("--time-scale", "86400", "--set", "RetentionDays=3");
        StackDescription stack = RunningStack.find(folder.resolve(".nightshift")).orElseThrow();
        Instant present = Instant.now();
        var time = new StackTime(stack.api());
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> time.instant().isAfter(present.plus(Duration.ofDays(10))));

        String job = user.types("submit", "in.csv", "--task", "qualify").out().strip();

        Item row = row(stack, new JobId(job));
        Instant created = Instant.parse(row.require("created"));
        assertThat(created).isAfter(present.plus(Duration.ofDays(10)));
        assertThat(Instant.ofEpochSecond(row.number("expires")))
                .isEqualTo(created.plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS));
    }

    private static Item row(StackDescription stack, JobId job) {
        try (DynamoDbClient table = dynamoDb(stack.dynamoDb())) {
            return Item.read(
                    table.getItem(
                                    get ->
                                            get.tableName(stack.table())
                                                    .key(Item.of(Jobs.pk(job), "JOB").attributes()))
                            .item());
        }
    }

    private static DynamoDbClient dynamoDb(URI endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(LocalCredentials.provider())
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }

    @Test
    void cancelsAJob() throws InterruptedException {
        start("--simulator", "batch.running=10m");
        String job =
                user.types("submit", "in.csv", "--task", "qualify", "--lane", "batch")
                        .out()
                        .strip();

        Said cancelled = user.types("cancel", job.substring(0, 14));
        Said watched = user.types("watch", job);
        Said again = user.types("cancel", job);

        assertThat(cancelled.code()).as(cancelled.err()).isZero();
        assertThat(watched.code()).as(watched.err()).isEqualTo(3);
        assertThat(watched.out()).contains("was cancelled").containsPattern("cancelled +1");
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("nothing to stop");
    }

    private void start(String... options) {
        List<String> words = new ArrayList<>(List.of("up", "--port", Integer.toString(port)));
        words.addAll(List.of(options));
        Shell shell = user.shell(out, err);
        up = new Thread(() -> code.set(Nightshift.run(shell, words.toArray(String[]::new))), "up");
        up.start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .failFast("the stack did not come up", () -> !up.isAlive())
                .until(() -> out.toString(UTF_8).contains("Ctrl-C"));
    }
}
