package dev.nightshift.result;

import dev.nightshift.job.JobFiles;
import dev.nightshift.record.OutcomeKind;
import dev.nightshift.storage.Bucket;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages of results by ranges of their file, so that any page of any file takes the same
 * memory and time.
 *
 * <p>A page ends at its limit, at {@value #PAGE_BYTES} bytes of rows, or when {@value #READ_BYTES}
 * bytes were read in vain for an outcome; it may then be short or empty, and still have a next one.
 * A row that alone is larger than that is told without what makes it so.
 */
@Singleton
public final class ResultPages {
    /** Escaped once more as text in Lambda's answer it may double, and 6 MB are allowed. */
    static final int PAGE_BYTES = 2_500_000;

    static final int READ_BYTES = 4 * 1024 * 1024;

    private final Bucket bucket;

    public ResultPages(Bucket bucket) {
        this.bucket = bucket;
    }

    /** A table's names of columns, in the form of a row. */
    public byte[] header(JobFiles files) throws IOException {
        return new Rows(files, ResultFormat.CSV, 0).next();
    }

    /**
     * A page.
     *
     * @param from the byte at which it begins; null for the first page
     * @param limit rows at most
     * @param outcome of all of them; null for any
     */
    public ResultPage read(
            JobFiles files,
            ResultFormat format,
            @Nullable Long from,
            int limit,
            @Nullable OutcomeKind outcome)
            throws IOException {
        long begin = from != null ? from : format == ResultFormat.CSV ? header(files).length : 0;
        var rows = new Rows(files, format, begin);
        List<byte[]> page = new ArrayList<>();
        long told = 0;
        long next = begin;
        while (page.size() < limit && next - begin < READ_BYTES) {
            byte[] row = rows.next();
            if (row.length == 0) {
                return new ResultPage(page, null);
            }
            if (outcome == null || format.outcome(row).equals(outcome.wire())) {
                byte[] shown = row.length > PAGE_BYTES ? format.shortened(row) : row;
                told += shown.length;
                if (told > PAGE_BYTES) {
                    break;
                }
                page.add(shown);
            }
            next += row.length;
        }
        return new ResultPage(page, rows.isAtEnd(next) ? null : next);
    }

    /** The rows of a file from some byte on. */
    private final class Rows {
        private final ResultFormat format;
        private final long size;
        private final RangedBytes bytes;

        Rows(JobFiles files, ResultFormat format, long from) {
            String key = files.results(format.wire());
            this.format = format;
            this.size = bucket.size(key).orElse(0);
            this.bytes = new RangedBytes(bucket, key, from, size);
        }

        /** The next row with its line feed; nothing at the end. */
        byte[] next() throws IOException {
            var row = new ByteArrayOutputStream();
            boolean within = false;
            for (int c = bytes.next(); c >= 0; c = bytes.next()) {
                row.write(c);
                within = format.isWithin(c, within);
                if (c == '\n' && !within) {
                    break;
                }
            }
            return row.toByteArray();
        }

        boolean isAtEnd(long position) {
            return position >= size;
        }
    }
}
