package dev.nightshift.done;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nightshift.batch.ContentHash;
import dev.nightshift.done.Lookup.Hit;
import dev.nightshift.job.JobId;
import dev.nightshift.job.TestingCloud;
import dev.nightshift.local.PassingFolder;
import dev.nightshift.storage.ObjectUpload;
import dev.nightshift.storage.ScratchSettings;
import dev.nightshift.storage.StorageSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * How long 50,000 rows take to be looked up among 1,000,000 results of 1 KB, and how often the
 * bucket is read from for it: a file that was run before, rows from everywhere, and new ones.
 */
public final class DoneBenchmark {
    private static final int RESULTS = 1_000_000;
    private static final int BATCH = 50_000;

    private DoneBenchmark() {}

    /** Prints a line for each step. */
    public static void main(String[] args) throws IOException {
        try (var folder = PassingFolder.named("done-");
                TestingCloud cloud = TestingCloud.start(folder.path(), Map.of(), Map.of())) {
            var storage = new StorageSettings(cloud.stack.bucket(), cloud.stack.table(), 30);
            var index =
                    new DoneIndex(
                            new Segments(cloud.table),
                            cloud.bucket,
                            new ScratchSettings(null),
                            storage,
                            InstantSource.system());
            var shelf = new Shelf("benchmark@1", "model");
            for (int first = 0; first < RESULTS; first += BATCH) {
                write(index, shelf, first);
            }
            lookUp("the same file again", index, shelf, cloud, i -> 7 * BATCH + i);
            lookUp("rows from everywhere", index, shelf, cloud, i -> i * (RESULTS / BATCH));
            lookUp("new rows", index, shelf, cloud, i -> RESULTS + i);
        }
    }

    private static void write(DoneIndex index, Shelf shelf, int first) throws IOException {
        JobId job = JobId.create(InstantSource.system().instant());
        var result = JsonNodeFactory.instance.textNode("x".repeat(1000));
        long begun = System.nanoTime();
        try (SegmentWriter writer = index.write(shelf, "s" + first)) {
            for (int i = first; i < first + BATCH; i++) {
                writer.add(hash(i), job, "p-" + i, result);
            }
            writer.commit();
        }
        long written = System.nanoTime();
        index.merge(shelf);
        System.out.printf(
                "%,9d results: written in %d ms, merged in %d ms%n",
                first + BATCH, millis(written - begun), millis(System.nanoTime() - written));
    }

    private static void lookUp(
            String what, DoneIndex index, Shelf shelf, TestingCloud cloud, IntUnaryOperator row)
            throws IOException {
        long begun = System.nanoTime();
        try (Lookup lookup = index.open(shelf);
                ObjectUpload reused = cloud.bucket.create("reused")) {
            long opened = System.nanoTime();
            List<Hit> hits = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                Place place = lookup.find(hash(row.applyAsInt(i)));
                if (place != null) {
                    hits.add(new Hit(i, place));
                }
            }
            long found = System.nanoTime();
            lookup.copy(hits, reused);
            reused.commit();
            System.out.printf(
                    "%s: opened in %d ms, %,d of %,d found in %d ms, their results copied in %d ms,"
                            + " %d reads in all%n",
                    what,
                    millis(opened - begun),
                    hits.size(),
                    BATCH,
                    millis(found - opened),
                    millis(System.nanoTime() - found),
                    lookup.reads());
        }
    }

    private static ContentHash hash(int i) {
        return ContentHash.of(Integer.toString(i));
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }
}
