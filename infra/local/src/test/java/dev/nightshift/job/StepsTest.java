package dev.nightshift.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.batch.RecordLineReader;
import dev.nightshift.batch.RecordLineReader.RecordLine;
import dev.nightshift.batch.Request;
import dev.nightshift.batch.Requests;
import dev.nightshift.pricing.Lane;
import dev.nightshift.record.InputHints;
import dev.nightshift.record.Row;
import dev.nightshift.source.Source;
import dev.nightshift.storage.ScratchSettings;
import dev.nightshift.task.Task;
import dev.nightshift.task.TaskRecords;
import dev.nightshift.task.Tasks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Functions that have so little time that each step does its least and hands on where it got. */
class StepsTest {
    private static final int PEOPLE = 203;
    private static final String TABLE =
            """
            {"dynamodb": {"table": "people", "fields": ["title", "story"], "mark": "done", "outcome": "outcome"}}""";

    @TempDir static Path folder;
    private static TestingCloud cloud;

    @BeforeAll
    static void start() throws IOException {
        Path hurried =
                TestingCloud.template(
                        folder,
                        "(PrepareHandler\\s+Timeout: )900",
                        "$160",
                        "(ExchangeHandler\\s+Timeout: )900",
                        "$1180");
        cloud = TestingCloud.of(hurried, folder, Map.of("batch.running", "2s"));
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @Test
    void preparationGoesOnFromItsCursor() throws Exception {
        String equal = "p-600,Clerk 0,\"We retype 0 orders, every day\"\n";
        Job job = cloud.start(TestingCloud.postings(600) + equal);

        Job ended = cloud.await(job.id());

        assertThat(ended.batches()).isEqualTo(3);
        assertThat(ended.rows()).isEqualTo(601);
        assertThat(cloud.attempts.require(job.id(), 3, 1).requests()).isEqualTo(88);
        List<JsonNode> results = cloud.results(job);
        assertThat(results).hasSize(601);
        assertThat(results.getLast().path("from").path("id").asText()).isEqualTo("p-0");
        for (int i = 0; i <= 600; i++) {
            assertThat(results.get(i).path("id").asText()).isEqualTo("p-" + i);
            assertThat(results.get(i).path("outcome").asText()).isEqualTo("succeeded");
        }
    }

    /** An input, and a task that makes more than two steps of it. */
    record Input(String form, Task task, String text) {
        @Override
        public String toString() {
            return form;
        }
    }

    static Stream<Input> inputs() {
        Task grouped = Tasks.find("chat_quality").orElseThrow();
        Task adjacent =
                Tasks.parse(
                        grouped.source()
                                .replace("chat_quality", "chats")
                                .replace("  sort: time\n", "  adjacent: true\n"),
                        "chats.yaml");
        String header = "conversation_id,time,author,channel,text\n";
        String message = "c-%d,2026-11-21T10:%02d:00Z,%s,web,Message %d of %1$d\n";
        return Stream.of(
                new Input(
                        "JSON",
                        TestingJobs.QUALIFY,
                        list(
                                600,
                                "{\"id\":\"p-%d\",\"title\":\"Clerk\",\"description\":\"Retypes %1$d\"}")),
                new Input(
                        "nested",
                        Tasks.find("visual_research").orElseThrow(),
                        "{\"document\":\"d\",\"sections\":%s}"
                                .formatted(
                                        list(
                                                180,
                                                """
                                                {"id":"S%d","section":"s","section_title":"t %1$d",
                                                 "prompts":{"a":"One","b":"Two","c":"Three","d":"Four"}}"""))),
                new Input(
                        "grouped",
                        grouped,
                        header
                                + lines(600, i -> message.formatted(i, 30, "agent", 2))
                                + lines(600, i -> message.formatted(599 - i, 10, "customer", 1))),
                new Input(
                        "adjacent",
                        adjacent,
                        header
                                + lines(
                                        600,
                                        i ->
                                                message.formatted(i, 10, "customer", 1)
                                                        + message.formatted(i, 30, "agent", 2))));
    }

    private static String list(int many, String one) {
        return IntStream.range(0, many)
                .mapToObj(one::formatted)
                .collect(Collectors.joining(",\n", "[", "]"));
    }

    private static String lines(int many, IntFunction<String> one) {
        return IntStream.range(0, many).mapToObj(one).collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void manyStepsWriteWhatOneWould(Input input) throws IOException {
        Job job = cloud.begin(input.text, input.task);

        int steps = 0;
        JsonNode answer;
        String cursor = "null";
        do {
            answer =
                    cloud.invoke(
                                    "PrepareFunction",
                                    "{\"version\":1,\"job\":\"%s\",\"cursor\":%s}"
                                            .formatted(job.id(), cursor))
                            .payload();
            cursor = answer.path("cursor").toString();
            assertThat(++steps).isLessThan(6);
        } while (!cursor.equals("null"));

        assertThat(steps).isGreaterThan(2);
        List<String> records = new ArrayList<>();
        var requests = new StringBuilder();
        for (int batch = 1; batch <= answer.path("batches").asInt(); batch++) {
            try (var reader = new RecordLineReader(cloud.bucket.open(job.files().records(batch)))) {
                for (RecordLine one = reader.next(); one != null; one = reader.next()) {
                    records.add(
                            told(one.ordinal(), one.line(), one.id(), String.valueOf(one.skip())));
                }
            }
            requests.append(cloud.text(job.files().requests(batch, 1)));
        }
        assertAsInOneGo(job, input, records, requests.toString());
    }

    private static void assertAsInOneGo(Job job, Input input, List<String> records, String requests)
            throws IOException {
        List<String> expected = new ArrayList<>();
        var lines = new StringBuilder();
        var maker = new Requests(input.task);
        try (var all =
                TaskRecords.open(
                        input.task,
                        new ByteArrayInputStream(input.text.getBytes(StandardCharsets.UTF_8)),
                        job.source(),
                        InputHints.NONE,
                        null,
                        new ScratchSettings(null))) {
            while (all.hasNext()) {
                switch (all.next()) {
                    case Row.Unusable one ->
                            expected.add(
                                    told(one.ordinal(), one.line(), one.id(), one.reason().wire()));
                    case Row.Usable(var one) -> {
                        expected.add(told(one.ordinal(), one.line(), one.id(), "null"));
                        var request = (Request.Fitting) maker.of(one);
                        lines.append(new String(request.line(), StandardCharsets.UTF_8));
                    }
                }
            }
        }
        assertThat(records).isEqualTo(expected).hasSizeGreaterThan(512);
        assertThat(requests).isEqualTo(lines.toString());
    }

    private static String told(long ordinal, long line, String id, String skip) {
        return "%d %d %s %s".formatted(ordinal, line, id, skip);
    }

    /** One job: it is read in steps, breaks off before its table has the results, and goes on. */
    @Test
    void aTableIsReadAndServedInStepsAndByTheReconcilerWhereThatBrokeOff() throws Exception {
        makeTable();
        Job job =
                cloud.start(
                        new NewJob(
                                null,
                                "dynamodb people",
                                new JobInput.Fed(Feed.TABLE, TABLE),
                                TestingJobs.SCORE,
                                JobOptions.STANDARD
                                        .withLane(Lane.BATCH)
                                        .withFresh(true)
                                        .withInput(Source.INPUT)));
        String description = job.files().description(Feed.TABLE);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> cloud.jobs.require(job.id()).rows() == PEOPLE);
        assertThat(cloud.bucket.size(job.files().gathered(2))).as("a second step").isPresent();
        assertThat(cloud.text(job.files().input()).lines().distinct()).hasSize(PEOPLE + 1);

        cloud.bucket.delete(description);
        cloud.await(job.id());
        cloud.awaitIdle();
        assertThat(cloud.jobs.require(job.id()).isDelivered()).isFalse();
        cloud.bucket.put(description, TABLE.getBytes(StandardCharsets.UTF_8));

        String deliver = "{\"version\":1,\"step\":\"deliver\",\"job\":\"%s\"".formatted(job.id());
        JsonNode first = cloud.invoke("ExchangeFunction", deliver + "}").payload().path("cursor");
        assertThat(first.at("/delivery/stored").asInt()).isEqualTo(100);
        JsonNode second =
                cloud.invoke("ExchangeFunction", deliver + ",\"cursor\":" + first + "}")
                        .payload()
                        .path("cursor");
        assertThat(second.at("/delivery/stored").asInt()).isEqualTo(200);

        cloud.invoke("ReconcileFunction", "{\"version\":1}");
        Job delivered =
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> cloud.jobs.require(job.id()), Job::isDelivered);
        assertThat(
                        TestingJobs.JSON
                                .readTree(Objects.requireNonNull(delivered.delivery()))
                                .path("stored")
                                .asInt())
                .isEqualTo(PEOPLE);
        assertThat(
                        cloud.dynamoDb.scanPaginator(of -> of.tableName("people")).items().stream()
                                .filter(one -> one.containsKey("done")))
                .hasSize(PEOPLE);
    }

    /** More than two looks at it bring, which are of 1 MB. */
    private static void makeTable() {
        cloud.dynamoDb.createTable(
                of ->
                        of.tableName("people")
                                .billingMode(BillingMode.PAY_PER_REQUEST)
                                .attributeDefinitions(
                                        one ->
                                                one.attributeName("person")
                                                        .attributeType(ScalarAttributeType.S))
                                .keySchema(
                                        one -> one.attributeName("person").keyType(KeyType.HASH)));
        List<WriteRequest> all = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            Map<String, AttributeValue> item =
                    Map.of(
                            "person", AttributeValue.fromS("p-" + i),
                            "title", AttributeValue.fromS("Clerk " + i),
                            "story", AttributeValue.fromS("x".repeat(i % 40 == 0 ? 390_000 : 10)));
            all.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
        }
        for (int i = 0; i < PEOPLE; i += 25) {
            List<WriteRequest> some = all.subList(i, Math.min(PEOPLE, i + 25));
            cloud.dynamoDb.batchWriteItem(of -> of.requestItems(Map.of("people", some)));
        }
    }
}
