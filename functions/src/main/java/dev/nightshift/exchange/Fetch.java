package dev.nightshift.exchange;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.nightshift.exchange.ExchangeRequest.Cursor;
import dev.nightshift.exchange.OpenTable.Page;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobId;
import dev.nightshift.job.Jobs;
import dev.nightshift.lambda.Deadline;
import dev.nightshift.source.Source;
import dev.nightshift.source.SourceLeases;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.ObjectUpload;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the records of a table that are due, and writes them as the job's input, one row a record.
 * Each step writes a share of it and hands on where the next goes on in the table. A step that is
 * repeated finds what it has claimed itself, and writes its share anew; no later share is there by
 * then.
 */
@Singleton
final class Fetch {
    private static final Logger LOG = LoggerFactory.getLogger(Fetch.class);

    /** A look at the table, and the writing of what it brought. */
    private static final Duration RESERVE = Duration.ofMinutes(5);

    private final Jobs jobs;
    private final Bucket bucket;
    private final Tables tables;
    private final SourceLeases leases;

    Fetch(Jobs jobs, Bucket bucket, Tables tables, SourceLeases leases) {
        this.jobs = jobs;
        this.bucket = bucket;
        this.tables = tables;
        this.leases = leases;
    }

    /**
     * Fetches from the cursor on.
     *
     * @throws dev.nightshift.source.SourceBusyException when another job works on the table
     * @throws dev.nightshift.source.SourceRefusedException when the table cannot be used
     */
    ExchangeAnswer run(ExchangeRequest work, Deadline deadline) throws IOException {
        Job job = jobs.require(new JobId(Objects.requireNonNull(work.job())));
        if (job.prepared() != null || job.status().isOver()) {
            return ExchangeAnswer.DONE;
        }
        Source source = tables.of(job);
        leases.take(source, job);
        Cursor from = Objects.requireNonNullElse(work.cursor(), Cursor.START);
        Cursor reached;
        try (OpenTable table = tables.open(source, job)) {
            reached = write(job, source, table, from, deadline);
        }
        if (reached.after() != null) {
            return ExchangeAnswer.goOn(reached);
        }
        bucket.join(
                IntStream.rangeClosed(1, reached.part()).mapToObj(job.files()::gathered).toList(),
                job.files().input());
        LOG.info("job {}: {} records of {}", job.id(), reached.position(), source.place());
        return ExchangeAnswer.DONE;
    }

    private Cursor write(Job job, Source source, OpenTable table, Cursor from, Deadline deadline)
            throws IOException {
        int part = from.part() + 1;
        long records = from.position();
        String after = from.after();
        try (ObjectUpload upload = bucket.create(job.files().gathered(part))) {
            CsvWriter csv =
                    CsvWriter.builder()
                            .build(new OutputStreamWriter(upload, StandardCharsets.UTF_8));
            if (part == 1) {
                csv.writeRecord(row(Source.KEY, Source.VERSION, table.columns()));
            }
            do {
                Page page = table.read(after, (int) (source.limit() - records));
                for (DueRecord one : page.records()) {
                    csv.writeRecord(row(one.key(), one.version(), one.cells()));
                }
                records += page.records().size();
                after = records < source.limit() ? page.next() : null;
            } while (after != null && !deadline.isWithin(RESERVE));
            csv.flush();
            upload.commit();
        }
        return new Cursor(part, records, after, null);
    }

    private static List<String> row(String key, String version, List<String> cells) {
        List<String> row = new ArrayList<>(cells.size() + 2);
        row.add(key);
        row.add(version);
        row.addAll(cells);
        return row;
    }
}
