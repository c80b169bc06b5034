package dev.nightshift.done;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.nightshift.batch.ContentHash;
import dev.nightshift.job.JobId;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.ScratchSettings;
import dev.nightshift.storage.StorageSettings;
import dev.nightshift.storage.Table;
import java.time.InstantSource;

/** A shelf on which so many segments lie that one more has them merged. */
public final class FilledShelf {
    private static final JobId EARLIER = new JobId("20291231-aaaaaaaaaaaa");

    private FilledShelf() {}

    /** Puts segments of one result each on a shelf. */
    public static void make(
            Bucket bucket, Table table, StorageSettings storage, InstantSource clock, Shelf shelf) {
        var index =
                new DoneIndex(
                        new Segments(table), bucket, new ScratchSettings(null), storage, clock);
        for (int i = 1; i < DoneIndex.MOST_ALIKE; i++) {
            try (SegmentWriter segment = index.write(shelf, "earlier-" + i)) {
                segment.add(
                        ContentHash.of("earlier", Integer.toString(i)),
                        EARLIER,
                        "r" + i,
                        IntNode.valueOf(i));
                segment.commit();
            }
        }
    }
}
