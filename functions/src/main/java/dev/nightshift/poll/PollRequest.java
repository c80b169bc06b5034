package dev.nightshift.poll;

import dev.nightshift.job.JobId;
import dev.nightshift.lambda.Concerning;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * A batch to be looked at.
 *
 * @param version of this contract, 1
 * @param job which job
 * @param batch which batch of it, from 1
 * @param attempt which try at that batch, from 1
 * @param token what wakes the execution that waits
 * @param cutOff from when on the batch may have to be given up for its job's deadline, in seconds
 *     since 1970; null for never
 */
@Serdeable
public record PollRequest(
        int version, String job, int batch, int attempt, String token, @Nullable Long cutOff)
        implements Concerning {
    JobId jobId() {
        return new JobId(job);
    }
}
