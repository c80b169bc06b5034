package dev.nightshift.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.net.httpserver.HttpServer;
import dev.nightshift.local.server.LocalCredentials;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Changes to several rows at once. */
class TransactionTest {
    private static TestingTable dynamo;
    private static Table table;

    @BeforeAll
    static void start() {
        dynamo = TestingTable.start();
        table = dynamo.open();
    }

    @AfterAll
    static void stop() throws IOException {
        dynamo.close();
    }

    @Test
    void allChangesAreMadeOrNone() {
        Item one = Item.of("all", "1").put("n", 1L);
        assertThat(table.commit(Change.putNew(one), Change.putNew(Item.of("all", "2")))).isTrue();

        boolean again =
                table.commit(
                        Change.putNew(Item.of("all", "3")),
                        Change.delete("all", "2"),
                        Change.putNew(one));

        assertThat(again).isFalse();
        assertThat(dynamo.rows("all").stream().map(row -> row.require("sk")))
                .containsExactly("1", "2");
    }

    @Test
    void everyKindOfChangeAsksItsCondition() {
        assertThat(table.commit(Change.delete("none", "1"))).isFalse();
        assertThat(table.commit(add("none", "attribute_exists(pk)"))).isFalse();
        assertThat(table.commit(new Change.Check("none", "1", "attribute_exists(pk)"))).isFalse();
        assertThat(
                        table.commit(
                                new Change.Put(Item.of("none", "1"), "attribute_exists(pk)"),
                                Change.absent("none", "2")))
                .isFalse();
        assertThat(dynamo.rows("none")).isEmpty();
    }

    @Test
    void changesThatMeetAtARowAreAllMade() throws Exception {
        List<Future<Boolean>> commits = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 60; i++) {
                Item each = Item.of("meeting", "each " + i);
                commits.add(
                        threads.submit(
                                () ->
                                        table.commit(
                                                Change.putNew(each),
                                                add("meeting", "attribute_not_exists(closed)"))));
            }
        }
        for (Future<Boolean> commit : commits) {
            assertThat(commit.get()).isTrue();
        }
        assertThat(table.get("meeting", "1").orElseThrow().number("n")).isEqualTo(60);
    }

    @Test
    void queryReadsNoFurtherThanItsStream() {
        var read = new TestingTable.RowsRead();
        Table counted = dynamo.open(read);
        for (int i = 100; i < 130; i++) {
            table.putNew(Item.of("long", "row " + i));
        }

        assertThat(counted.query("long", "row", 10).limit(12)).hasSize(12);
        assertThat(read.sinceLast()).isEqualTo(20);
        assertThat(counted.query("long", "row", 10)).hasSize(30);
    }

    @Test
    void decimalsAreKeptToTheLastDigit() {
        var least = new BigDecimal("0.00000000000000000001");
        var much = new BigDecimal("123456789012345");
        table.putNew(Item.of("decimals", "1").put("n", much));

        table.commit(
                new Change.Update(
                        "decimals",
                        "1",
                        "ADD n :more",
                        "attribute_exists(pk)",
                        Item.values().put(":more", least)));

        assertThat(table.get("decimals", "1").orElseThrow().decimal("n"))
                .isEqualByComparingTo(much.add(least));
        assertThat(table.get("decimals", "1").orElseThrow().decimal("other")).isNull();
    }

    @Test
    void transactionThatMetAnotherIsTriedAgain() throws IOException {
        assertThat(triesUntil("TransactionConflict", 3)).isEqualTo(3);
    }

    @Test
    void transactionThatIsRefusedOtherwiseIsNot() {
        assertThatExceptionOfType(TransactionCanceledException.class)
                .isThrownBy(() -> triesUntil("ValidationError", 2));
    }

    @Test
    void stepThatIsNeverDoneIsGivenUp() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Rounds.untilDone("the row", () -> false))
                .withMessage("the row does not come to rest");
    }

    /** How often a server was asked that cancels all transactions before the last with a code. */
    private static int triesUntil(String code, int last) throws IOException {
        var tries = new AtomicInteger();
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    boolean done = tries.incrementAndGet() == last;
                    byte[] answer =
                            (done ? "{}" : cancelled(code)).getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
                    exchange.sendResponseHeaders(done ? 200 : 400, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
        try (DynamoDbClient client = client(server.getAddress().getPort())) {
            assertThat(TestingTable.table(client).commit(Change.absent("a", "b"))).isTrue();
            return tries.get();
        } finally {
            server.stop(0);
        }
    }

    private static String cancelled(String code) {
        return "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\","
                + "\"Message\":\"cancelled\",\"CancellationReasons\":[{\"Code\":\"None\"},{\"Code\":\""
                + code
                + "\"}]}";
    }

    private static DynamoDbClient client(int port) {
        return DynamoDbClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .credentialsProvider(LocalCredentials.provider())
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }

    private static Change add(String pk, String condition) {
        return new Change.Update(pk, "1", "ADD n :one", condition, Item.values().put(":one", 1L));
    }
}
