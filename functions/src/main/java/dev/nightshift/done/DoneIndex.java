package dev.nightshift.done;

import dev.nightshift.batch.LineReader;
import dev.nightshift.job.JobId;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.ScratchSettings;
import dev.nightshift.storage.StorageSettings;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Results that were paid for, found by what was asked. They lie in the bucket as immutable
 * segments, see {@link Segment}; the table says which segments stand.
 *
 * <p>Segments of like size are merged when there are {@value #MOST_ALIKE}, so that a look-up asks
 * few; results older than the retention fall out then. Whoever reads a segment that is replaced
 * meanwhile has an hour to end; whoever needs longer is told to begin anew.
 */
@Singleton
public final class DoneIndex {
    private static final Logger LOG = LoggerFactory.getLogger(DoneIndex.class);

    static final int MOST_ALIKE = 8;

    /** Segments merged at once at most. */
    private static final int MOST_MERGED = 32;

    /**
     * A segment does not grow beyond either by merging, so that its keys can be sorted in memory.
     */
    private static final long MOST_ENTRIES = 1_000_000;

    private static final long MOST_BYTES = 2_000_000_000;

    /** Larger segments are left as they are. */
    private static final long LARGE = MOST_ENTRIES / 4;

    private static final Duration GRACE = Duration.ofHours(1);

    /** As long as a function may run. */
    private static final Duration LEASE = Duration.ofMinutes(15);

    private final Segments segments;
    private final Bucket bucket;
    private final ScratchSettings scratch;
    private final int retentionDays;
    private final InstantSource clock;

    DoneIndex(
            Segments segments,
            Bucket bucket,
            ScratchSettings scratch,
            StorageSettings settings,
            InstantSource clock) {
        this.segments = segments;
        this.bucket = bucket;
        this.scratch = scratch;
        this.retentionDays = settings.retentionDays();
        this.clock = clock;
    }

    /** Brings what is needed to look results up, as they are now. */
    public Lookup open(Shelf shelf) throws IOException {
        return new Lookup(bucket, shelf, standing(shelf), oldestDay(), scratch);
    }

    /**
     * Begins a segment, which is found when it is committed.
     *
     * @param id names what it holds; a repeat with the same id adds nothing
     */
    public SegmentWriter write(Shelf shelf, String id) {
        return new SegmentWriter(
                bucket, shelf, id, today(), segment -> segments.add(shelf, segment));
    }

    /** Merges segments where there are many of like size, unless another is at it. */
    public void merge(Shelf shelf) throws IOException {
        Instant now = clock.instant();
        for (Segment segment : segments.of(shelf)) {
            if (segment.retired() != null && segment.retired().plus(GRACE).isBefore(now)) {
                remove(shelf, segment);
            }
        }
        List<Segment> due = due(standing(shelf));
        if (due.size() < 2 || !segments.takeMerging(shelf, now, LEASE)) {
            return;
        }
        try {
            boolean isReplaced = rewrite(shelf, due, _ -> true);
            LOG.info("{} segments of {} are merged: {}", due.size(), shelf, isReplaced);
        } finally {
            segments.releaseMerging(shelf);
        }
    }

    /**
     * Removes what a job paid for. Readers have no grace: what is deleted is gone when this
     * returns.
     */
    public void forget(Shelf shelf, JobId job) throws IOException {
        for (Optional<Segment> next = holding(shelf, job);
                next.isPresent();
                next = holding(shelf, job)) {
            rewrite(shelf, List.of(next.get()), entry -> !entry.job().equals(job.value()));
        }
        for (Segment segment : segments.of(shelf)) {
            if (segment.retired() != null) {
                remove(shelf, segment);
            }
        }
    }

    private List<Segment> standing(Shelf shelf) {
        return segments.of(shelf).stream().filter(segment -> segment.retired() == null).toList();
    }

    private Optional<Segment> holding(Shelf shelf, JobId job) throws IOException {
        for (Segment segment : standing(shelf)) {
            if (jobs(shelf, segment).contains(job.value())) {
                return Optional.of(segment);
            }
        }
        return Optional.empty();
    }

    private List<String> jobs(Shelf shelf, Segment segment) throws IOException {
        try (InputStream in = bucket.open(shelf.key(segment.id(), Segment.JOBS))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
        } catch (NoSuchKeyException expired) {
            return List.of();
        }
    }

    /** Segments of like size that are to become one; nothing when there are few. */
    private static List<Segment> due(List<Segment> standing) {
        for (int size = 0; 1L << (3 * size) < LARGE; size++) {
            int like = size;
            List<Segment> alike =
                    standing.stream()
                            .filter(segment -> segment.entries() < LARGE && size(segment) == like)
                            .sorted(Comparator.comparingInt(Segment::newestDay))
                            .toList();
            if (alike.size() >= MOST_ALIKE) {
                return fitting(alike);
            }
        }
        return List.of();
    }

    /** The power of eight that its entries reach. */
    private static int size(Segment segment) {
        return (63 - Long.numberOfLeadingZeros(Math.max(1, segment.entries()))) / 3;
    }

    private static List<Segment> fitting(List<Segment> alike) {
        List<Segment> fitting = new ArrayList<>();
        long entries = 0;
        long bytes = 0;
        for (Segment segment : alike) {
            entries += segment.entries();
            bytes += segment.bytes();
            if (entries > MOST_ENTRIES || bytes > MOST_BYTES || fitting.size() == MOST_MERGED) {
                break;
            }
            fitting.add(segment);
        }
        return fitting;
    }

    /**
     * Puts one segment in the place of others, with those of their results that are wanted and not
     * too old.
     *
     * @return false when another was faster, and nothing was changed
     */
    private boolean rewrite(Shelf shelf, List<Segment> old, Predicate<Entry> wanted)
            throws IOException {
        int oldest = oldestDay();
        var written = new AtomicReference<@Nullable Segment>();
        String id = UUID.randomUUID().toString();
        try (var writer = new SegmentWriter(bucket, shelf, id, today(), written::set)) {
            for (Segment segment : old) {
                copy(shelf, segment, entry -> entry.day() >= oldest && wanted.test(entry), writer);
            }
            writer.commit();
        }
        Segment replacement = written.get();
        boolean isReplaced = segments.replace(shelf, old, replacement, clock.instant());
        if (!isReplaced && replacement != null) {
            remove(shelf, replacement);
        }
        return isReplaced;
    }

    private void copy(Shelf shelf, Segment from, Predicate<Entry> wanted, SegmentWriter to)
            throws IOException {
        try (var lines = new LineReader(bucket.open(shelf.key(from.id(), Segment.DATA)))) {
            while (lines.next()) {
                Entry entry = Entry.read(lines.buffer(), lines.start(), lines.length());
                if (wanted.test(entry)) {
                    to.add(entry);
                }
            }
        } catch (NoSuchKeyException expired) {
            LOG.info("segment {} is gone", from.id());
        }
    }

    /** The row goes last, so that what breaks off is done by the next. */
    private void remove(Shelf shelf, Segment segment) {
        for (String kind : List.of(Segment.KEYS, Segment.JOBS, Segment.DATA)) {
            bucket.delete(shelf.key(segment.id(), kind));
        }
        segments.delete(shelf, segment);
    }

    private int today() {
        return (int) Duration.between(Instant.EPOCH, clock.instant()).toDays();
    }

    /** Results from before are not used any more. */
    private int oldestDay() {
        return today() - retentionDays;
    }
}
