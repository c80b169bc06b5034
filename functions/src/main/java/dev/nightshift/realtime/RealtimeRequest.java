package dev.nightshift.realtime;

import dev.nightshift.job.JobId;
import dev.nightshift.lambda.Concerning;
import io.micronaut.serde.annotation.Serdeable;

/**
 * Requests to be sent.
 *
 * @param version of this contract, 1
 * @param job which job
 * @param batch which batch of it, from 1
 * @param attempt which try at that batch, from 1
 */
@Serdeable
public record RealtimeRequest(int version, String job, int batch, int attempt)
        implements Concerning {
    JobId jobId() {
        return new JobId(job);
    }
}
