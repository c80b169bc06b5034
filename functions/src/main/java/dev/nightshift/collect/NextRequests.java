package dev.nightshift.collect;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.BatchLimits;
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
import org.jspecify.annotations.Nullable;

/**
 * The file of an attempt's requests while it is written. What does not fit waits for the attempt
 * after it: a request that shows the model its own reply is larger than the first one was.
 */
final class NextRequests implements AutoCloseable {
    private final BatchLimits limits;
    private final Task task;
    private final ObjectUpload file;
    private final Map<Remedy, Long> byRemedy = new EnumMap<>(Remedy.class);
    private @Nullable Requests lines;
    private int requests;
    private long bytes;

    NextRequests(Bucket bucket, Job job, Task task, BatchAttempt last, BatchLimits limits) {
        this.limits = limits;
        this.task = task;
        this.file = bucket.create(job.files().requests(last.batch(), last.attempt() + 1));
    }

    /** Adds a row that is not settled. */
    void add(RecordLine row, RecordHistory history) throws IOException {
        // Mostly there is no row to be sent again, and counting tokens takes a while to set up.
        lines = lines == null ? new Requests(task) : lines;
        if (!(lines.of(row.ordinal(), row.fields(), history.revision())
                instanceof Request.Fitting request)) {
            return;
        }
        byte[] line = request.line();
        if (requests == limits.maxRequests() || bytes + line.length > limits.maxBytes()) {
            return;
        }
        file.write(line);
        requests++;
        bytes += line.length;
        byRemedy.merge(history.remedy(), 1L, Long::sum);
    }

    int requests() {
        return requests;
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
        if (requests > 0) {
            file.commit();
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
