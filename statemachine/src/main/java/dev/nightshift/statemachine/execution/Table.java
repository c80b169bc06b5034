package dev.nightshift.statemachine.execution;

import dev.nightshift.statemachine.json.Json;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Records by key, as JSON. What a transition writes is visible to its own reads at once; it is
 * either dropped or kept, and what is kept goes into the store with the next flush.
 */
final class Table<K extends Comparable<K>, V> {
    private final MVMap<K, byte[]> rows;
    private final Class<V> type;
    private final TreeMap<K, @Nullable V> written = new TreeMap<>();
    private final TreeMap<K, @Nullable V> kept = new TreeMap<>();

    Table(MVStore store, String name, DataType<K> keys, Class<V> type) {
        this.rows =
                store.openMap(
                        name,
                        new MVMap.Builder<K, byte[]>()
                                .keyType(keys)
                                .valueType(ByteArrayDataType.INSTANCE));
        this.type = type;
    }

    @Nullable V get(K key) {
        if (written.containsKey(key)) {
            return written.get(key);
        }
        if (kept.containsKey(key)) {
            return kept.get(key);
        }
        byte[] row = rows.get(key);
        return row == null ? null : Json.read(row, type);
    }

    void put(K key, V value) {
        written.put(key, value);
    }

    void remove(K key) {
        written.put(key, null);
    }

    /** The values from one key to another, both included, in order; none when they are crossed. */
    List<V> range(K from, K to) {
        if (from.compareTo(to) > 0) {
            return List.of();
        }
        TreeMap<K, V> found = new TreeMap<>();
        Cursor<K, byte[]> cursor = rows.cursor(from, to, false);
        while (cursor.hasNext()) {
            found.put(cursor.next(), Json.read(cursor.getValue(), type));
        }
        overlay(kept.subMap(from, true, to, true), found);
        overlay(written.subMap(from, true, to, true), found);
        return List.copyOf(found.values());
    }

    private static <K, V> void overlay(Map<K, @Nullable V> changes, Map<K, V> found) {
        changes.forEach(
                (key, value) -> {
                    if (value == null) {
                        found.remove(key);
                    } else {
                        found.put(key, value);
                    }
                });
    }

    /** Every value in the store, lowest key first, read one after the other. */
    Iterable<V> all() {
        return () -> {
            Cursor<K, byte[]> cursor = rows.cursor(rows.firstKey(), null, false);
            return new Rows<>(cursor, type);
        };
    }

    /** Every value in the store, from a key downwards, read one after the other. */
    Iterable<V> downFrom(@Nullable K key) {
        return () -> new Rows<>(rows.cursor(key == null ? rows.lastKey() : key, null, true), type);
    }

    /** null when there is none in the store. */
    @Nullable K firstKey() {
        return rows.firstKey();
    }

    /** null when there is none in the store. */
    @Nullable K lastKey() {
        return rows.lastKey();
    }

    void keep() {
        kept.putAll(written);
        written.clear();
    }

    void drop() {
        written.clear();
    }

    void flush() {
        kept.forEach(
                (key, value) -> {
                    if (value == null) {
                        rows.remove(key);
                    } else {
                        rows.put(key, Json.bytes(value));
                    }
                });
        kept.clear();
    }

    private record Rows<K, V>(Cursor<K, byte[]> cursor, Class<V> type) implements Iterator<V> {
        @Override
        public boolean hasNext() {
            return cursor.hasNext();
        }

        @Override
        public V next() {
            cursor.next();
            return Json.read(cursor.getValue(), type);
        }
    }
}
