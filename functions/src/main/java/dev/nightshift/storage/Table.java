package dev.nightshift.storage;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * The table of rows: {@code pk} and {@code sk}, the index {@code by-time} over {@code list} and
 * {@code at}, and {@code expires} in epoch seconds, after which a row goes.
 */
@Singleton
public final class Table {
    private final DynamoDbClient dynamo;
    private final String name;
    private final Duration retention;

    public Table(DynamoDbClient dynamo, StorageSettings settings) {
        this.dynamo = dynamo;
        this.name = settings.table();
        this.retention = Duration.ofDays(settings.retentionDays());
    }

    /** When a row written at {@code now} expires, in epoch seconds. */
    public long expiry(Instant now) {
        return now.plus(retention).getEpochSecond();
    }

    /** A row, read consistently. */
    public Optional<Item> get(String pk, String sk) {
        var answer =
                dynamo.getItem(
                        get ->
                                get.tableName(name)
                                        .key(Item.of(pk, sk).attributes())
                                        .consistentRead(true));
        return answer.hasItem() ? Optional.of(Item.read(answer.item())) : Optional.empty();
    }

    /** Writes a row that must not exist yet; false when it does, and it stays as it is. */
    public boolean putNew(Item item) {
        return put(item, "attribute_not_exists(pk)", Item.values());
    }

    /**
     * Writes a row in place of any before it, where a condition holds for that one.
     *
     * @param values what the condition names with a colon; may be empty
     * @return false when the condition did not hold and nothing was changed
     */
    public boolean put(Item item, String condition, Item values) {
        try {
            dynamo.putItem(
                    put ->
                            put.tableName(name)
                                    .item(item.attributes())
                                    .conditionExpression(condition)
                                    .expressionAttributeValues(
                                            values.attributes().isEmpty()
                                                    ? null
                                                    : values.attributes()));
            return true;
        } catch (ConditionalCheckFailedException otherwise) {
            return false;
        }
    }

    /**
     * Changes a row where a condition holds.
     *
     * @param update a DynamoDB update expression; its names stand as they are
     * @param condition a DynamoDB condition expression
     * @param values what the two name with a colon
     * @return false when the condition did not hold and nothing was changed
     */
    public boolean update(String pk, String sk, String update, String condition, Item values) {
        return change(pk, sk, update, condition, values, ReturnValue.NONE).isPresent();
    }

    /**
     * As {@link #update}, for who needs the row as it is then, without another call.
     *
     * @return nothing when the condition did not hold and nothing was changed
     */
    public Optional<Item> updated(
            String pk, String sk, String update, String condition, Item values) {
        return change(pk, sk, update, condition, values, ReturnValue.ALL_NEW);
    }

    private Optional<Item> change(
            String pk,
            String sk,
            String update,
            String condition,
            Item values,
            ReturnValue answering) {
        try {
            var answer =
                    dynamo.updateItem(
                            change ->
                                    change.tableName(name)
                                            .key(Item.of(pk, sk).attributes())
                                            .updateExpression(update)
                                            .conditionExpression(condition)
                                            .expressionAttributeValues(values.attributes())
                                            .returnValues(answering));
            return Optional.of(Item.read(answer.attributes()));
        } catch (ConditionalCheckFailedException otherwise) {
            return Optional.empty();
        }
    }

    /** Removes a row; without effect when there is none. */
    public void delete(String pk, String sk) {
        dynamo.deleteItem(delete -> delete.tableName(name).key(Item.of(pk, sk).attributes()));
    }

    /**
     * Makes changes to several rows, all of them or none; no row may appear twice.
     *
     * @return false when a condition did not hold and nothing was changed
     */
    public boolean commit(Change... changes) {
        return new Transaction(dynamo, Stream.of(changes).map(change -> change.in(name)).toList())
                .commit();
    }

    /** The rows of one {@code pk} whose {@code sk} begins with a prefix, in order. */
    public Stream<Item> query(String pk, String skPrefix) {
        return query(pk, skPrefix, null);
    }

    /**
     * The same, read only as far as the stream is, some rows at a time.
     *
     * @param page rows read at once; null for as many as DynamoDB gives, which is 1 MB
     */
    public Stream<Item> query(String pk, String skPrefix, @Nullable Integer page) {
        return dynamo
                .queryPaginator(
                        query ->
                                query.tableName(name)
                                        .consistentRead(true)
                                        .limit(page)
                                        .keyConditionExpression(
                                                "pk = :pk AND begins_with(sk, :prefix)")
                                        .expressionAttributeValues(
                                                Item.values()
                                                        .put(":pk", pk)
                                                        .put(":prefix", skPrefix)
                                                        .attributes()))
                .items()
                .stream()
                .map(Item::read);
    }

    /** The newest rows of a list, newest first, at most {@code limit}. */
    public Stream<Item> newest(String list, int limit) {
        return page(list, null, limit);
    }

    /**
     * The next rows of a list, newest first, at most {@code limit}.
     *
     * @param after what comes after them in {@code at}; null for nothing
     */
    public Stream<Item> page(String list, @Nullable String after, int limit) {
        return dynamo
                .queryPaginator(
                        query ->
                                query.tableName(name)
                                        .indexName("by-time")
                                        .scanIndexForward(false)
                                        .limit(limit)
                                        .keyConditionExpression(
                                                after == null
                                                        ? "#list = :list"
                                                        : "#list = :list AND #at < :after")
                                        .expressionAttributeNames(
                                                after == null
                                                        ? Map.of("#list", "list")
                                                        : Map.of("#list", "list", "#at", "at"))
                                        .expressionAttributeValues(
                                                Item.values()
                                                        .put(":list", list)
                                                        .put(":after", after)
                                                        .attributes()))
                .items()
                .stream()
                .limit(limit)
                .map(Item::read);
    }
}
