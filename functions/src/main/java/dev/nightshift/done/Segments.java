package dev.nightshift.done;

import dev.nightshift.storage.Change;
import dev.nightshift.storage.Item;
import dev.nightshift.storage.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of segments: what has a row is found, what has none is not.
 *
 * <pre>
 * pk DONE#{task}#{model}  sk SEGMENT#{id}
 * entries, data_bytes, newest_day, retired_at, expires
 * pk DONE#{task}#{model}  sk MERGING
 * lease_until, expires
 * </pre>
 *
 * A row expires when the newest result of its segment has been kept as long as results are.
 * Replacing segments by another is one transaction, under the condition that all of them still
 * stand, so that of two that replace the same one comes too late.
 */
@Singleton
final class Segments {
    private static final String MERGING = "MERGING";
    private static final String PREFIX = "SEGMENT#";

    private final Table table;

    Segments(Table table) {
        this.table = table;
    }

    /** All segments of a shelf, the retired ones included. */
    List<Segment> of(Shelf shelf) {
        return table.query(shelf.pk(), PREFIX).map(Segments::read).toList();
    }

    /** Notes a segment; without effect when it was noted before, retired or not. */
    void add(Shelf shelf, Segment segment) {
        table.putNew(row(shelf, segment));
    }

    /**
     * Retires segments.
     *
     * @param old at most 99
     * @param replacement what holds their results from now on; null for nothing
     * @return false when one of them does not stand any more, and nothing was changed
     */
    boolean replace(Shelf shelf, List<Segment> old, @Nullable Segment replacement, Instant now) {
        List<Change> changes = new ArrayList<>();
        for (Segment segment : old) {
            changes.add(
                    new Change.Update(
                            shelf.pk(),
                            PREFIX + segment.id(),
                            "SET retired_at = :now",
                            "attribute_exists(pk) AND attribute_not_exists(retired_at)",
                            Item.values().put(":now", now)));
        }
        if (replacement != null) {
            changes.add(Change.putNew(row(shelf, replacement)));
        }
        return table.commit(changes.toArray(Change[]::new));
    }

    void delete(Shelf shelf, Segment segment) {
        table.delete(shelf.pk(), PREFIX + segment.id());
    }

    /** Whether the caller is the one to merge segments for as long. */
    boolean takeMerging(Shelf shelf, Instant now, Duration length) {
        return table.put(
                Item.of(shelf.pk(), MERGING)
                        .put("lease_until", now.plus(length))
                        .put("expires", table.expiry(now)),
                "attribute_not_exists(pk) OR lease_until < :now",
                Item.values().put(":now", now));
    }

    void releaseMerging(Shelf shelf) {
        table.delete(shelf.pk(), MERGING);
    }

    private Item row(Shelf shelf, Segment segment) {
        Instant newestEnds = Instant.EPOCH.plus(Duration.ofDays(segment.newestDay() + 1L));
        return Item.of(shelf.pk(), PREFIX + segment.id())
                .put("entries", segment.entries())
                .put("data_bytes", segment.bytes())
                .put("newest_day", (long) segment.newestDay())
                .put("expires", table.expiry(newestEnds));
    }

    private static Segment read(Item item) {
        return new Segment(
                item.require("sk").substring(PREFIX.length()),
                item.number("entries"),
                item.number("data_bytes"),
                (int) item.number("newest_day"),
                item.instant("retired_at"));
    }
}
