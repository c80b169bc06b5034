package dev.nightshift.storage;

import dev.nightshift.local.server.DynamoDbServer;
import dev.nightshift.local.server.LocalCredentials;
import dev.nightshift.local.template.Table.Attribute;
import dev.nightshift.local.template.Table.Index;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** A table of the shape that is deployed, in DynamoDB Local, without the rest of the cloud. */
public final class TestingTable implements AutoCloseable {
    private static final String NAME = "rows";

    private final DynamoDbServer server;
    private final List<DynamoDbClient> clients = new ArrayList<>();
    private final DynamoDbClient inspector;

    private TestingTable(DynamoDbServer server) {
        this.server = server;
        this.inspector = client();
    }

    /** Starts it over a folder that is made for it. */
    public static TestingTable start() {
        try {
            Path folder = Files.createTempDirectory("nightshift-table");
            return new TestingTable(DynamoDbServer.start(folder, 0, "us-east-1", shape()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The table through a client of its own, as another process would have. */
    public Table open() {
        return table(client());
    }

    /** The same through a client whose process can be made to die. */
    public Table open(ExecutionInterceptor interceptor) {
        return table(client(interceptor));
    }

    /** A client of its own. */
    public DynamoDbClient client(ExecutionInterceptor... interceptors) {
        DynamoDbClient client =
                DynamoDbClient.builder()
                        .endpointOverride(server.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(LocalCredentials.provider())
                        .httpClientBuilder(ApacheHttpClient.builder())
                        .overrideConfiguration(
                                all ->
                                        Stream.of(interceptors)
                                                .forEach(all::addExecutionInterceptor))
                        .build();
        clients.add(client);
        return client;
    }

    /** All rows of one {@code pk}, in order. */
    public List<Item> rows(String pk) {
        return inspector
                .queryPaginator(
                        query ->
                                query.tableName(NAME)
                                        .consistentRead(true)
                                        .keyConditionExpression("pk = :pk")
                                        .expressionAttributeValues(
                                                Item.values().put(":pk", pk).attributes()))
                .items()
                .stream()
                .map(Item::read)
                .toList();
    }

    /** The table through a client that the test has. */
    public static Table table(DynamoDbClient client) {
        return new Table(client, new StorageSettings("files", NAME, 30));
    }

    @Override
    public void close() throws IOException {
        clients.forEach(DynamoDbClient::close);
        server.close();
    }

    private static dev.nightshift.local.template.Table shape() {
        return new dev.nightshift.local.template.Table(
                NAME,
                key("pk", "sk"),
                List.of(new Index("by-time", key("list", "at"), "ALL", List.of())),
                Optional.of("expires"));
    }

    private static dev.nightshift.local.template.Table.Key key(String partition, String sort) {
        return new dev.nightshift.local.template.Table.Key(
                new Attribute(partition, "S"), Optional.of(new Attribute(sort, "S")));
    }

    /** Lets a process die between two transactions. */
    public static final class Death implements ExecutionInterceptor {
        private int writesLeft = Integer.MAX_VALUE;

        /** The process dies before the write after so many. */
        public void after(int writes) {
            writesLeft = writes;
        }

        /** The process lives on. */
        public void never() {
            writesLeft = Integer.MAX_VALUE;
        }

        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes all) {
            if (context.request() instanceof TransactWriteItemsRequest && writesLeft-- <= 0) {
                throw new DiedException();
            }
        }
    }

    /** Lets something else happen before a process's next transaction, once. */
    public static final class Meanwhile implements ExecutionInterceptor {
        private final Queue<Runnable> happening = new ArrayDeque<>();

        public Meanwhile(Runnable happening) {
            this.happening.add(happening);
        }

        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes all) {
            if (context.request() instanceof TransactWriteItemsRequest && !happening.isEmpty()) {
                happening.remove().run();
            }
        }
    }

    /** The process is gone. */
    public static final class DiedException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Counts the rows that queries read. */
    public static final class RowsRead implements ExecutionInterceptor {
        private final AtomicInteger rows = new AtomicInteger();

        /** Rows read since it was last asked. */
        public int sinceLast() {
            return rows.getAndSet(0);
        }

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes all) {
            if (context.response() instanceof QueryResponse answer) {
                rows.addAndGet(answer.scannedCount());
            }
        }
    }
}
