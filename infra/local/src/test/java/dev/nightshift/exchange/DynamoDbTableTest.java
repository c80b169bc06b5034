package dev.nightshift.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nightshift.job.Delivery.Fate;
import dev.nightshift.source.Source;
import dev.nightshift.source.Source.Written;
import dev.nightshift.source.SourceRefusedException;
import dev.nightshift.storage.TestingTable;
import java.io.IOException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

class DynamoDbTableTest extends OpenTableContract {
    private static TestingTable server;
    private static DynamoDbClient dynamo;

    @BeforeAll
    static void start() {
        server = TestingTable.start();
        dynamo = server.client();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void make() {
        make(dynamo, "people", "id");
    }

    @AfterEach
    void drop() {
        dynamo.deleteTable(of -> of.tableName("people"));
    }

    static void make(DynamoDbClient client, String table, String key) {
        client.createTable(
                of ->
                        of.tableName(table)
                                .billingMode(BillingMode.PAY_PER_REQUEST)
                                .attributeDefinitions(
                                        one ->
                                                one.attributeName(key)
                                                        .attributeType(ScalarAttributeType.S))
                                .keySchema(one -> one.attributeName(key).keyType(KeyType.HASH)));
    }

    @Override
    void put(String id, String text, @Nullable String changed) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("id", AttributeValue.fromS(id));
        item.put("text", AttributeValue.fromS(text));
        if (changed != null) {
            item.put("changed", AttributeValue.fromS(changed));
        }
        dynamo.putItem(of -> of.tableName("people").item(item));
    }

    @Override
    void change(String id, String changed) {
        dynamo.updateItem(
                of ->
                        of.tableName("people")
                                .key(Map.of("id", AttributeValue.fromS(id)))
                                .updateExpression("SET changed = :changed")
                                .expressionAttributeValues(
                                        Map.of(":changed", AttributeValue.fromS(changed))));
    }

    @Override
    Map<String, String> row(String id) {
        Map<String, String> row = new HashMap<>();
        dynamo.getItem(of -> of.tableName("people").key(Map.of("id", AttributeValue.fromS(id))))
                .item()
                .forEach((name, value) -> row.put(name, AttributeJson.cell(value)));
        return row;
    }

    @Override
    void remove(String id) {
        dynamo.deleteItem(of -> of.tableName("people").key(Map.of("id", AttributeValue.fromS(id))));
    }

    @Override
    OpenTable open(Written written, Marks marks) {
        return open(dynamo, written, marks);
    }

    private static OpenTable open(DynamoDbClient client, Written written, Marks marks) {
        return DynamoDbTable.open(
                client, new Source.DynamoDb("people", null, List.of("text"), written, 1000), marks);
    }

    /** DynamoDB keeps 38 digits. */
    @Override
    JsonNode unfit() {
        return JsonNodeFactory.instance.numberNode(new BigInteger("1".repeat(50)));
    }

    @Test
    void readsMoreThanALookBrings() throws Exception {
        for (int i = 0; i < 4; i++) {
            put("large-" + i, "x".repeat(390_000), null);
        }

        try (OpenTable table = open(LEASED, "job-1")) {
            assertThat(table.read(null, 1000).next()).isNotNull();
            assertThat(keys(all(table))).hasSize(4);
        }
    }

    @Test
    void waitsForATransactionAtTheSameRecord() throws Exception {
        put("a", "One", null);
        AtomicInteger conflicts = new AtomicInteger();
        ExecutionInterceptor busy =
                new ExecutionInterceptor() {
                    @Override
                    public void beforeExecution(
                            Context.BeforeExecution context, ExecutionAttributes all) {
                        if (context.request() instanceof UpdateItemRequest
                                && conflicts.getAndIncrement() < 3) {
                            throw TransactionConflictException.builder().build();
                        }
                    }
                };

        try (OpenTable table = open(server.client(busy), LEASED, marks("job-1", NOW))) {
            assertThat(table.write(List.of(succeeded(all(table).getFirst(), 7))))
                    .containsExactly(Fate.STORED);
        }

        assertThat(conflicts).hasValue(4);
    }

    @Test
    void saysWhichTableIsNotThere() {
        assertThatExceptionOfType(SourceRefusedException.class)
                .isThrownBy(
                        () ->
                                DynamoDbTable.open(
                                        dynamo,
                                        new Source.DynamoDb(
                                                "nowhere", null, List.of("text"), LEASED, 1),
                                        marks("job-1", NOW)))
                .withMessageContaining("the table cannot be used");
    }
}
