package dev.nightshift.collect;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.nightshift.job.Again;
import dev.nightshift.job.JobId;
import dev.nightshift.lambda.Concerning;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * What is over, and is to be turned into results.
 *
 * @param version of this contract, 1
 * @param step what is to be collected
 * @param job which job
 * @param batch which batch of it, from 1; for {@link Step#BATCH} only
 * @param attempt which try at that batch, from 1; for {@link Step#BATCH} only
 * @param run the run of the job that asks, from 1; for {@link Step#JOB} only
 * @param again which rows are to be run again; for {@link Step#AGAIN} only
 * @param failure what ended the steps before; null when nothing did
 */
@Serdeable
public record CollectRequest(
        int version,
        Step step,
        String job,
        int batch,
        int attempt,
        int run,
        @Nullable Again again,
        @Nullable Failure failure)
        implements Concerning {

    JobId jobId() {
        return new JobId(job);
    }

    /** What is to be collected. */
    @Serdeable
    public enum Step {
        /** What came back for one batch. */
        @JsonProperty("batch")
        BATCH,
        /** The rows of one batch that a further round of its job runs again. */
        @JsonProperty("again")
        AGAIN,
        /** A whole job, everywhere, for good. */
        @JsonProperty("delete")
        DELETE,
        /** The parts of a whole job. */
        @JsonProperty("job")
        JOB
    }
}
