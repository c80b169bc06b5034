package dev.nightshift.storage;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A row of the table, read and written by type. What is null is left out. */
public final class Item {
    private final Map<String, AttributeValue> attributes;

    private Item(Map<String, AttributeValue> attributes) {
        this.attributes = attributes;
    }

    /** A row to be written. */
    public static Item of(String pk, String sk) {
        return new Item(new HashMap<>()).put("pk", pk).put("sk", sk);
    }

    /** Values for an expression, their names beginning with a colon. */
    public static Item values() {
        return new Item(new HashMap<>());
    }

    /** A row as read. */
    public static Item read(Map<String, AttributeValue> attributes) {
        return new Item(attributes);
    }

    public Item put(String name, @Nullable String value) {
        return value == null ? this : set(name, AttributeValue.fromS(value));
    }

    public Item put(String name, @Nullable Long value) {
        return value == null ? this : set(name, AttributeValue.fromN(value.toString()));
    }

    /** A decimal number, exactly: DynamoDB keeps 38 digits and refuses more. */
    public Item put(String name, @Nullable BigDecimal value) {
        return value == null ? this : set(name, AttributeValue.fromN(value.toPlainString()));
    }

    /** An instant, as text that sorts by time, to the millisecond. */
    public Item put(String name, @Nullable Instant value) {
        return value == null ? this : put(name, Timestamps.text(value));
    }

    public @Nullable String text(String name) {
        AttributeValue value = attributes.get(name);
        return value == null ? null : value.s();
    }

    /**
     * A text that must be there.
     *
     * @throws IllegalStateException when it is not: the row was not written by us
     */
    public String require(String name) {
        String text = text(name);
        if (text == null) {
            throw new IllegalStateException("a row lacks its attribute " + name);
        }
        return text;
    }

    /** A whole number; 0 when absent. */
    public long number(String name) {
        AttributeValue value = attributes.get(name);
        return value == null ? 0 : Long.parseLong(value.n());
    }

    /** A decimal number; null when absent. */
    public @Nullable BigDecimal decimal(String name) {
        AttributeValue value = attributes.get(name);
        return value == null ? null : new BigDecimal(value.n());
    }

    public @Nullable Instant instant(String name) {
        String text = text(name);
        return text == null ? null : Instant.parse(text);
    }

    public Map<String, AttributeValue> attributes() {
        return Collections.unmodifiableMap(attributes);
    }

    private Item set(String name, AttributeValue value) {
        attributes.put(name, value);
        return this;
    }
}
