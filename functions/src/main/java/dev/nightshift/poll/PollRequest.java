package dev.nightshift.poll;

import dev.nightshift.job.JobId;
import io.micronaut.serde.annotation.Serdeable;

/**
 * A batch to be looked at.
 *
 * @param version of this contract, 1
 * @param job which job
 * @param batch which batch of it, from 1
 * @param attempt which try at that batch, from 1
 * @param token what wakes the execution that waits
 */
@Serdeable
public record PollRequest(int version, String job, int batch, int attempt, String token) {
    JobId jobId() {
        return new JobId(job);
    }
}
