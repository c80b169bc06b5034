package dev.nightshift.done;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.batch.ContentHash;
import dev.nightshift.job.JobId;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.ObjectUpload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Writes a segment. The data keeps the order of writing, so that the same file run again is read
 * from one end to the other; the keys wait in memory, some 70 bytes each, to be sorted.
 */
public final class SegmentWriter implements AutoCloseable {
    private final Bucket bucket;
    private final Shelf shelf;
    private final String id;
    private final int today;
    private final Consumer<Segment> publish;
    private final ObjectUpload data;
    private final List<Keys.Key> keys = new ArrayList<>();
    private final SortedSet<String> jobs = new TreeSet<>();
    private long position;

    /**
     * @param today in days since 1970
     * @param publish makes the segment be found, once its objects are there
     */
    SegmentWriter(Bucket bucket, Shelf shelf, String id, int today, Consumer<Segment> publish) {
        this.bucket = bucket;
        this.shelf = shelf;
        this.id = id;
        this.today = today;
        this.publish = publish;
        this.data = bucket.create(shelf.key(id, Segment.DATA));
    }

    /** Adds a result that came today. */
    public void add(ContentHash hash, JobId job, String record, JsonNode result) {
        add(Entry.of(hash, today, job, record, result));
    }

    void add(Entry entry) {
        byte[] line = entry.line();
        data.write(line, 0, line.length);
        keys.add(new Keys.Key(entry.hash(), position, line.length - 1, entry.day()));
        jobs.add(entry.job());
        position += line.length;
    }

    /** Makes the segment be found, unless it is empty. The keys go last: they name the rest. */
    public void commit() {
        if (keys.isEmpty()) {
            return;
        }
        data.commit();
        bucket.put(
                shelf.key(id, Segment.JOBS),
                String.join("\n", jobs).getBytes(StandardCharsets.US_ASCII));
        keys.sort(Comparator.comparing(Keys.Key::hash));
        try (ObjectUpload upload = bucket.create(shelf.key(id, Segment.KEYS))) {
            ByteBuffer key = ByteBuffer.allocate(Keys.BYTES);
            for (int i = 0; i < keys.size(); i++) {
                if (i == 0 || !keys.get(i).hash().equals(keys.get(i - 1).hash())) {
                    keys.get(i).write(key.clear());
                    upload.write(key.array(), 0, Keys.BYTES);
                }
            }
            upload.commit();
        }
        int newest = keys.stream().mapToInt(Keys.Key::day).max().orElseThrow();
        publish.accept(new Segment(id, keys.size(), position, newest, null));
    }

    @Override
    public void close() {
        data.close();
    }
}
