package dev.nightshift.prepare;

import dev.nightshift.job.JobId;
import dev.nightshift.lambda.Concerning;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * A job whose requests are to be written.
 *
 * @param version of this contract, 1
 * @param job which job
 * @param cursor where an earlier step stopped; null at the beginning
 */
@Serdeable
public record PrepareRequest(int version, String job, @Nullable Cursor cursor)
        implements Concerning {

    JobId jobId() {
        return new JobId(job);
    }

    /**
     * Where a step stopped.
     *
     * @param rows rows of the input that are done
     * @param batches batches that are written
     */
    @Serdeable
    public record Cursor(long rows, int batches) {
        static final Cursor START = new Cursor(0, 0);

        public Cursor {
            if (rows < 0 || batches < 0) {
                throw new IllegalArgumentException(
                        "a cursor counts from 0, was " + rows + " rows, " + batches + " batches");
            }
        }
    }
}
