package dev.nightshift.batch;

import dev.nightshift.job.JobId;

/**
 * Names a try at one batch of a job, in the form {@code 20261121-k7q2x4fm6azt/1/1}.
 *
 * @param batch which batch of the job, from 1
 * @param attempt which try at it, from 1
 */
public record AttemptReference(JobId job, int batch, int attempt) {
    public AttemptReference {
        if (batch < 1 || attempt < 1) {
            throw new IllegalArgumentException(
                    "batches and attempts are counted from 1: " + batch + "/" + attempt);
        }
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException when it is anything else
     */
    public static AttemptReference of(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("'" + text + "' names no attempt at a batch");
        }
        return new AttemptReference(
                new JobId(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    /** The try after this one. */
    public AttemptReference next() {
        return new AttemptReference(job, batch, attempt + 1);
    }

    @Override
    public String toString() {
        return job + "/" + batch + "/" + attempt;
    }
}
