package dev.nightshift.submit;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.nightshift.job.JobId;
import dev.nightshift.lambda.Concerning;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * A batch to be submitted, or for which is to be reserved what that takes.
 *
 * @param version of this contract, 1
 * @param job which job
 * @param batch which batch of it, from 1
 * @param attempt which try at that batch, from 1
 * @param step what is to be done; null to submit
 * @param token what wakes the execution that waits; for {@link Step#RESERVE} only
 */
@Serdeable
public record SubmitRequest(
        int version,
        String job,
        int batch,
        int attempt,
        @Nullable Step step,
        @Nullable String token)
        implements Concerning {
    JobId jobId() {
        return new JobId(job);
    }

    /** What is to be done. */
    @Serdeable
    public enum Step {
        /** Money and tokens are reserved. */
        @JsonProperty("reserve")
        RESERVE,
        /** The batch is created. */
        @JsonProperty("submit")
        SUBMIT
    }
}
