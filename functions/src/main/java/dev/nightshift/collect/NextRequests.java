package dev.nightshift.collect;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.Filling;
import dev.nightshift.batch.Load;
import dev.nightshift.batch.RecordLineReader.RecordLine;
import dev.nightshift.batch.Remedy;
import dev.nightshift.batch.Request;
import dev.nightshift.batch.Requests;
import dev.nightshift.job.Job;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.ObjectUpload;
import dev.nightshift.task.Task;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file of an attempt's requests while it is written. What does not fit waits for the attempt
 * after it: a request that shows the model its own reply is larger than the first one was.
 */
final class NextRequests implements AutoCloseable {
    private final Filling filling;
    private final Task task;
    private final ObjectUpload file;
    private final Map<Remedy, Long> byRemedy = new EnumMap<>(Remedy.class);
    private @Nullable Requests lines;

    NextRequests(Bucket bucket, Job job, Task task, BatchAttempt last, Filling filling) {
        this.filling = filling;
        this.task = task;
        this.file = bucket.create(job.files().requests(last.batch(), last.attempt() + 1));
    }

    /**
     * Adds a row that is not settled.
     *
     * @return why no attempt can carry it; empty when this one does, or one after it may
     */
    Optional<String> add(RecordLine row, RecordHistory history) throws IOException {
        // Mostly there is no row to be sent again, and counting tokens takes a while to set up.
        lines = lines == null ? new Requests(task, Requests.COUNTED_FOR_A_CAP) : lines;
        if (!(lines.of(row.ordinal(), row.fields(), history.revision())
                instanceof Request.Fitting request)) {
            return Optional.empty();
        }
        Optional<String> whyNever = filling.whyNever(request);
        if (whyNever.isEmpty() && filling.add(request)) {
            file.write(request.line());
            byRemedy.merge(history.remedy(), 1L, Long::sum);
        }
        return whyNever;
    }

    /** What the file holds. */
    Load load() {
        return filling.load();
    }

    /** How many rows are sent again, by what is to help them. */
    Map<String, Long> byRemedy() {
        Map<String, Long> counts = new LinkedHashMap<>();
        byRemedy.forEach(
                (remedy, count) -> counts.put(remedy.name().toLowerCase(Locale.ROOT), count));
        return counts;
    }

    /** Makes the file appear, when there is anything in it. */
    void commit() {
        if (load().requests() > 0) {
            file.commit();
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
