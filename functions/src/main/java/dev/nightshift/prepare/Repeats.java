package dev.nightshift.prepare;

import dev.nightshift.batch.ContentHash;
import dev.nightshift.batch.Work;
import dev.nightshift.done.DoneIndex;
import dev.nightshift.done.Lookup;
import dev.nightshift.done.Lookup.Hit;
import dev.nightshift.done.Place;
import dev.nightshift.done.Shelf;
import dev.nightshift.job.Job;
import dev.nightshift.prepare.PrepareRequest.Cursor;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.ObjectUpload;
import dev.nightshift.storage.ScratchSettings;
import dev.nightshift.storage.TemporaryFolder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Which rows of a job need not be sent: an earlier job had the same work done, or another row of
 * this job asks for it. Made for one step of {@link Prepare}.
 */
final class Repeats implements AutoCloseable {
    private final Bucket bucket;
    private final Job job;
    private final TemporaryFolder folder;
    private final AskedRows asked;
    private final @Nullable Lookup earlier;
    private final List<Hit> hits = new ArrayList<>();

    /**
     * Goes on where an earlier step stopped.
     *
     * @param from what the earlier step answered
     */
    Repeats(DoneIndex done, Bucket bucket, ScratchSettings scratch, Job job, Cursor from)
            throws IOException {
        this.bucket = bucket;
        this.job = job;
        this.folder = new TemporaryFolder(scratch);
        this.asked = new AskedRows(folder.path());
        try {
            load(from);
            this.earlier = job.options().isFresh() ? null : done.open(Shelf.of(job));
        } catch (IOException | RuntimeException e) {
            asked.close();
            folder.close();
            throw e;
        }
    }

    /** Who answers a row. */
    Work of(long ordinal, ContentHash hash) {
        Place place = earlier == null ? null : earlier.find(hash);
        if (place != null) {
            hits.add(new Hit(ordinal, place));
            return Work.reused(hash);
        }
        Long first = asked.find(hash);
        return first == null ? Work.sent(hash) : Work.equalTo(first, hash);
    }

    /** Notes a row that is sent. */
    void sent(long ordinal, ContentHash hash) throws IOException {
        asked.add(hash, ordinal);
    }

    /** Writes the results that rows of a batch had already, when there are some. */
    void commit(int batch) throws IOException {
        if (earlier == null || hits.isEmpty()) {
            return;
        }
        try (ObjectUpload reused = bucket.create(job.files().reused(batch))) {
            earlier.copy(hits, reused);
            reused.commit();
        }
        hits.clear();
    }

    /** Keeps what was asked for the next step. */
    void save(Cursor reached) throws IOException {
        try (ObjectUpload upload = bucket.create(job.files().asked(reached.batches()))) {
            asked.save(upload);
            upload.commit();
        }
    }

    @Override
    public void close() throws IOException {
        if (earlier != null) {
            earlier.close();
        }
        asked.close();
        folder.close();
    }

    /** Where nothing was kept, equal rows are sent once in each step. */
    private void load(Cursor from) throws IOException {
        if (from.batches() == 0) {
            return;
        }
        try (InputStream in = bucket.open(job.files().asked(from.batches()))) {
            asked.load(new BufferedInputStream(in));
        } catch (NoSuchKeyException none) {
            return;
        }
    }
}
