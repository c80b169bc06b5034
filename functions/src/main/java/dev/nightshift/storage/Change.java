package dev.nightshift.storage;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * One row's share in {@link Table#commit}: what is done to it and the condition under which all the
 * shares are done. Conditions and updates are DynamoDB expressions; {@code values} are what the two
 * name with a colon and must hold nothing else.
 */
public sealed interface Change {
    /** The row must be as the condition says; it is not changed. */
    record Check(String pk, String sk, String condition) implements Change {}

    /** The row is written in place of any before it. */
    record Put(Item item, String condition) implements Change {}

    /**
     * Attributes of the row are changed; the row is made when it is not there.
     *
     * @param condition null for none
     */
    record Update(String pk, String sk, String update, @Nullable String condition, Item values)
            implements Change {}

    /** The row goes. */
    record Delete(String pk, String sk, String condition, Item values) implements Change {}

    /** A row is written that must not exist yet. */
    static Change putNew(Item item) {
        return new Put(item, "attribute_not_exists(pk)");
    }

    /** A row goes that must exist. */
    static Change delete(String pk, String sk) {
        return new Delete(pk, sk, "attribute_exists(pk)", Item.values());
    }

    /** A row must not exist. */
    static Change absent(String pk, String sk) {
        return new Check(pk, sk, "attribute_not_exists(pk)");
    }

    /** The same in DynamoDB's form. */
    default TransactWriteItem in(String table) {
        var all = TransactWriteItem.builder();
        switch (this) {
            case Check(String pk, String sk, String condition) ->
                    all.conditionCheck(
                            check ->
                                    check.tableName(table)
                                            .key(Item.of(pk, sk).attributes())
                                            .conditionExpression(condition));
            case Put(Item item, String condition) ->
                    all.put(
                            put ->
                                    put.tableName(table)
                                            .item(item.attributes())
                                            .conditionExpression(condition));
            case Update(
                            String pk,
                            String sk,
                            String update,
                            @Nullable String condition,
                            Item values) ->
                    all.update(
                            change ->
                                    change.tableName(table)
                                            .key(Item.of(pk, sk).attributes())
                                            .updateExpression(update)
                                            .conditionExpression(condition)
                                            .expressionAttributeValues(orNull(values)));
            case Delete(String pk, String sk, String condition, Item values) ->
                    all.delete(
                            delete ->
                                    delete.tableName(table)
                                            .key(Item.of(pk, sk).attributes())
                                            .conditionExpression(condition)
                                            .expressionAttributeValues(orNull(values)));
        }
        return all.build();
    }

    /** DynamoDB refuses an empty map. */
    private static @Nullable Map<String, AttributeValue> orNull(Item values) {
        return values.attributes().isEmpty() ? null : values.attributes();
    }
}
