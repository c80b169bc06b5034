package dev.nightshift.prepare;

import dev.nightshift.job.Job;
import dev.nightshift.record.CsvOptions;
import dev.nightshift.record.CsvRecords;
import dev.nightshift.storage.Bucket;
import java.io.IOException;

/** Opens what users handed in. */
final class Inputs {
    private Inputs() {}

    /**
     * A job's input from its beginning; the caller closes it.
     *
     * @throws dev.nightshift.record.UnreadableInputException when it cannot be used as a whole
     */
    static CsvRecords open(Bucket bucket, Job job) throws IOException {
        return CsvRecords.open(
                bucket.open(job.files().input()),
                CsvOptions.standard().withIdColumn(job.options().idColumn()));
    }
}
