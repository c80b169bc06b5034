package dev.nightshift.done;

import dev.nightshift.batch.ContentHash;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.ScratchSettings;
import dev.nightshift.storage.TemporaryFolder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * The results of a shelf as they were when it was opened. The keys lie on local disk, 32 bytes a
 * result, and are searched without a call; results are read from the bucket, neighbours together.
 */
public final class Lookup implements AutoCloseable {
    /** Keys that local disk has room for: 384 MB. The newest segments are taken first. */
    private static final long MOST_ENTRIES = 12_000_000;

    /** Skipping so many bytes takes no longer than asking once more. */
    private static final long GAP = 1 << 20;

    private static final int BUFFER = 1 << 16;

    private final Bucket bucket;
    private final Shelf shelf;
    private final int oldestDay;
    private final TemporaryFolder folder;
    private final Arena arena = Arena.ofConfined();
    private final List<Keys> keys = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();
    private int reads;

    /**
     * @param oldestDay results from before it are not found, in days since 1970
     */
    Lookup(
            Bucket bucket,
            Shelf shelf,
            List<Segment> standing,
            int oldestDay,
            ScratchSettings scratch)
            throws IOException {
        this.bucket = bucket;
        this.shelf = shelf;
        this.oldestDay = oldestDay;
        this.folder = new TemporaryFolder(scratch);
        try {
            long entries = 0;
            for (Segment segment :
                    standing.stream()
                            .sorted(Comparator.comparingInt(Segment::newestDay).reversed())
                            .toList()) {
                entries += segment.entries();
                if (entries <= MOST_ENTRIES) {
                    bring(segment);
                }
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Where the result lies that a request was given; null when there is none. */
    public @Nullable Place find(ContentHash hash) {
        for (int i = 0; i < keys.size(); i++) {
            Keys.Key key = keys.get(i).find(hash);
            if (key != null && key.day() >= oldestDay) {
                return new Place(i, key.offset(), key.length());
            }
        }
        return null;
    }

    /**
     * A row that has its result already.
     *
     * @param ordinal of the row
     */
    public record Hit(long ordinal, Place place) {}

    /**
     * Writes the results of rows as {@link ReusedResults} reads them, in the order in which they
     * lie in the bucket.
     *
     * @throws IOException also when a result is gone meanwhile: whoever opens the index anew will
     *     not find it
     */
    public void copy(List<Hit> hits, OutputStream out) throws IOException {
        List<Hit> sorted = new ArrayList<>(hits);
        sorted.sort(
                Comparator.<Hit>comparingInt(hit -> hit.place().segment())
                        .thenComparingLong(hit -> hit.place().offset()));
        for (int from = 0; from < sorted.size(); ) {
            int to = from + 1;
            while (to < sorted.size()
                    && areNear(sorted.get(to - 1).place(), sorted.get(to).place())) {
                to++;
            }
            copyRange(sorted.subList(from, to), out);
            from = to;
        }
    }

    /** How often the bucket was read from since this was opened, that included. */
    public int reads() {
        return reads;
    }

    @Override
    public void close() throws IOException {
        arena.close();
        folder.close();
    }

    /** A segment whose objects are gone, because they expired or were replaced, is passed over. */
    private void bring(Segment segment) throws IOException {
        Path file = folder.path().resolve(segment.id());
        reads++;
        try (InputStream in = bucket.open(shelf.key(segment.id(), Segment.KEYS))) {
            Files.copy(in, file);
        } catch (NoSuchKeyException gone) {
            return;
        }
        if (bucket.size(shelf.key(segment.id(), Segment.DATA)).isPresent()) {
            keys.add(new Keys(file, arena));
            segments.add(segment);
        }
    }

    private static boolean areNear(Place before, Place after) {
        return before.segment() == after.segment()
                && after.offset() - before.offset() - before.length() <= GAP;
    }

    private void copyRange(List<Hit> hits, OutputStream out) throws IOException {
        Place first = hits.getFirst().place();
        Place last = hits.getLast().place();
        String key = shelf.key(segments.get(first.segment()).id(), Segment.DATA);
        long position = first.offset();
        reads++;
        long end = last.offset() + last.length();
        try (InputStream in = new BufferedInputStream(bucket.open(key, position, end), BUFFER)) {
            byte[] line = {};
            Place held = null;
            for (Hit hit : hits) {
                if (!hit.place().equals(held)) {
                    in.skipNBytes(hit.place().offset() - position);
                    line = in.readNBytes(hit.place().length());
                    held = hit.place();
                    position = held.offset() + held.length();
                }
                out.write(ReusedResults.line(hit.ordinal(), Entry.read(line, 0, line.length)));
            }
        } catch (NoSuchKeyException gone) {
            throw new IOException("finished work was removed while it was being looked up", gone);
        }
    }
}
