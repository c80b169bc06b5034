package dev.nightshift.exchange;

import dev.nightshift.job.Job;
import dev.nightshift.storage.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What is written to records in a job's name.
 *
 * @param job its id
 * @param task its task and the task's version
 * @param at when the job ended, so that a repeat writes the same; while it goes on, now
 * @param now as text that sorts by time
 * @param claim until when the job has the records that it takes, and its id
 */
record Marks(String job, String task, String at, String now, String claim) {
    /** Longer than a job takes, retries and waiting for tokens included. */
    private static final Duration CLAIMED = Duration.ofDays(4);

    static Marks of(Job job, Instant now) {
        return new Marks(
                job.id().value(),
                job.task(),
                Timestamps.text(Objects.requireNonNullElse(job.finished(), now)),
                Timestamps.text(now),
                Timestamps.text(now.plus(CLAIMED)) + " " + job.id());
    }
}
