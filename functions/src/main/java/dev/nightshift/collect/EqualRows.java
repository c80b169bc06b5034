package dev.nightshift.collect;

import dev.nightshift.batch.BatchAttempt;
import dev.nightshift.batch.LineReader;
import dev.nightshift.batch.RecordLineReader;
import dev.nightshift.batch.RecordLineReader.RecordLine;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobFiles;
import dev.nightshift.job.JobTasks;
import dev.nightshift.record.Tally;
import dev.nightshift.record.TallyCounter;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.ScratchSettings;
import dev.nightshift.storage.TemporaryFolder;
import dev.nightshift.task.ResultColumn;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives rows that were not sent, because another row of their job asks the same, what became of
 * that one.
 *
 * <ol>
 *   <li>Read which rows are waited for: a bit for each row of the job.
 *   <li>Lay their results on local disk, in one pass over the parts that hold some.
 *   <li>Copy every part in which rows wait, with the results in their places.
 * </ol>
 *
 * <p>The parts stay as they are, so that this can be done again, and anew after a further round.
 */
@Singleton
final class EqualRows {
    private final Bucket bucket;
    private final JobTasks tasks;
    private final ScratchSettings scratch;

    EqualRows(Bucket bucket, JobTasks tasks, ScratchSettings scratch) {
        this.bucket = bucket;
        this.tasks = tasks;
        this.scratch = scratch;
    }

    /**
     * Writes the settled parts of batches in which rows wait.
     *
     * @param parts the last attempt at every batch, in order
     * @param waiting those of them in which rows wait
     * @return by batch the outcomes of the rows that waited
     */
    Map<Integer, Tally> settle(Job job, List<BatchAttempt> parts, List<BatchAttempt> waiting)
            throws IOException {
        Map<Integer, Tally> tallies = new TreeMap<>();
        if (waiting.isEmpty()) {
            return tallies;
        }
        long rows = parts.getLast().firstOrdinal() + parts.getLast().rows();
        try (var folder = new TemporaryFolder(scratch);
                var originals = new Originals(job.id(), folder.path(), rows)) {
            BitSet wanted = wanted(job, waiting);
            for (BatchAttempt part : parts) {
                lay(job, part, wanted, originals);
            }
            List<ResultColumn> columns = tasks.of(job).replies().columns();
            for (BatchAttempt part : waiting) {
                tallies.put(part.batch(), write(job, part, columns, originals));
            }
        }
        return tallies;
    }

    private BitSet wanted(Job job, List<BatchAttempt> waiting) throws IOException {
        var wanted = new BitSet();
        for (BatchAttempt part : waiting) {
            try (var rows = rows(job, part)) {
                for (RecordLine row = rows.next(); row != null; row = rows.next()) {
                    Long equal = row.equalTo();
                    if (equal != null) {
                        wanted.set(Math.toIntExact(equal));
                    }
                }
            }
        }
        return wanted;
    }

    private void lay(Job job, BatchAttempt part, BitSet wanted, Originals originals)
            throws IOException {
        long ordinal = part.firstOrdinal();
        int next = wanted.nextSetBit(Math.toIntExact(ordinal));
        if (next < 0 || next >= ordinal + part.rows()) {
            return;
        }
        try (var lines = part(job, part, "jsonl")) {
            for (; lines.next(); ordinal++) {
                if (wanted.get(Math.toIntExact(ordinal))) {
                    originals.add(ordinal, lines);
                }
            }
        }
    }

    private Tally write(Job job, BatchAttempt part, List<ResultColumn> columns, Originals originals)
            throws IOException {
        var tally = new TallyCounter();
        JobFiles files = job.files();
        try (var rows = rows(job, part);
                var lines = part(job, part, "jsonl");
                var cells = part(job, part, "csv");
                var jsonl =
                        bucket.create(files.settledPart(part.batch(), part.attempt(), "jsonl"));
                var csv = bucket.create(files.settledPart(part.batch(), part.attempt(), "csv"))) {
            var oldRows = new CsvLines(cells);
            var jsonLines = new ResultLines(jsonl);
            var table =
                    new ResultTable(
                            csv,
                            rows.columns(),
                            rows.hasOthers(),
                            columns,
                            job.options().isSafeCsv());
            if (part.batch() == 1) {
                oldRows.copyRow(csv);
            }
            for (RecordLine row = rows.next(); row != null && lines.next(); row = rows.next()) {
                Long equal = row.equalTo();
                if (equal == null) {
                    jsonl.write(lines.buffer(), lines.start(), lines.length());
                    jsonl.write('\n');
                    oldRows.copyRow(csv);
                } else {
                    RecordResult result = originals.result(row, equal);
                    tally.add(result.outcome());
                    jsonLines.write(result);
                    jsonLines.flush();
                    table.write(result);
                    table.flush();
                    oldRows.skipRow();
                }
            }
            jsonl.commit();
            csv.commit();
        }
        return tally.tally();
    }

    private RecordLineReader rows(Job job, BatchAttempt part) throws IOException {
        return new RecordLineReader(bucket.open(job.files().records(part.batch())));
    }

    private LineReader part(Job job, BatchAttempt part, String format) {
        return new LineReader(bucket.open(job.files().part(part.batch(), part.attempt(), format)));
    }
}
