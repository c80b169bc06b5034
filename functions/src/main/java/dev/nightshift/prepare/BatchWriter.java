package dev.nightshift.prepare;

import dev.nightshift.batch.Filling;
import dev.nightshift.batch.Load;
import dev.nightshift.batch.RecordLines;
import dev.nightshift.batch.Request;
import dev.nightshift.batch.Work;
import dev.nightshift.job.JobFiles;
import dev.nightshift.record.Row;
import dev.nightshift.record.SkipReason;
import dev.nightshift.record.SourceRecord;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.ObjectUpload;
import dev.nightshift.task.TaskRecords;
import java.io.IOException;
import java.util.Optional;

/** The two files of a batch that is being written: its rows, and the requests made of them. */
final class BatchWriter implements AutoCloseable {
    /** Collecting a batch takes some memory for every row of it. */
    private static final long MOST_ROWS = 100_000;

    private final Filling filling;
    private final ObjectUpload records;
    private final ObjectUpload requests;
    private final RecordLines recordLines;
    private final Repeats repeats;
    private long rowCount;

    BatchWriter(
            Bucket bucket,
            JobFiles files,
            int batch,
            TaskRecords rows,
            Filling filling,
            Repeats repeats)
            throws IOException {
        this.filling = filling;
        this.repeats = repeats;
        this.records = bucket.create(files.records(batch));
        this.requests = bucket.create(files.requests(batch, 1));
        this.recordLines = new RecordLines(rows.columns(), !rows.hasAllColumns());
        records.write(recordLines.header());
    }

    /** Adds a row that cannot be used. */
    void add(Row.Unusable row) throws IOException {
        records.write(recordLines.line(row));
        rowCount++;
    }

    /**
     * Adds a row, and its request where it is to be sent.
     *
     * @return false when the request does not fit any more and nothing was added
     */
    boolean add(Row.Usable row, Request.Fitting made) throws IOException {
        Optional<String> whyNever = filling.whyNever(made);
        if (whyNever.isPresent()) {
            add(unfit(row.record(), SkipReason.TOO_LARGE, whyNever.get()));
            return true;
        }
        Work work = repeats.of(row.ordinal(), made.hash());
        if (work.isSent()) {
            if (!filling.add(made)) {
                return false;
            }
            requests.write(made.line());
            repeats.sent(row.ordinal(), made.hash());
        }
        records.write(recordLines.line(row, made.cuts(), work));
        rowCount++;
        return true;
    }

    /** Whether it has as many rows as a batch may have, sent or not. */
    boolean isFull() {
        return rowCount == MOST_ROWS;
    }

    /** What its requests come to. */
    Load load() {
        return filling.load();
    }

    long rows() {
        return rowCount;
    }

    void commit() {
        records.commit();
        requests.commit();
    }

    @Override
    public void close() {
        records.close();
        requests.close();
    }

    /** The row of a record for which there is no request. */
    static Row.Unusable unfit(SourceRecord record, SkipReason reason, String why) {
        return new Row.Unusable(
                record.ordinal(), record.line(), record.id(), reason, why, record.fields());
    }
}
