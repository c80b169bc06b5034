package dev.nightshift.prepare;

import dev.nightshift.job.Job;
import dev.nightshift.job.JobOptions;
import dev.nightshift.job.Jobs;
import dev.nightshift.job.LaneRules;
import dev.nightshift.record.Row;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.ScratchSettings;
import dev.nightshift.task.Task;
import dev.nightshift.task.TaskRecords;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.InstantSource;

/**
 * Has a job's lane chosen, before anything is written for it. The choice is noted once, so that a
 * step that is repeated, later or with other settings, goes on in the same lane.
 */
@Singleton
public final class LaneOfJob {
    private final Bucket bucket;
    private final Jobs jobs;
    private final LaneRules rules;
    private final ScratchSettings scratch;
    private final InstantSource clock;

    LaneOfJob(
            Bucket bucket,
            Jobs jobs,
            LaneRules rules,
            ScratchSettings scratch,
            InstantSource clock) {
        this.bucket = bucket;
        this.jobs = jobs;
        this.rules = rules;
        this.scratch = scratch;
        this.clock = clock;
    }

    /** The job with its lane chosen. */
    Job chosen(Job job, Task task) throws IOException {
        return job.laneReason() != null
                ? job
                : jobs.choose(
                        job.id(),
                        rules.choose(job.options(), requests(job, task), clock.instant()));
    }

    /**
     * How many requests a job makes: whether they are more than a handful, or how many exactly
     * where there is a deadline. Reading alone costs far less than writing.
     */
    private long requests(Job job, Task task) throws IOException {
        JobOptions options = job.options();
        long enough = options.deadline() == null ? rules.handful() + 1 : Long.MAX_VALUE;
        long requests = 0;
        try (TaskRecords rows = Inputs.open(bucket, scratch, job, task)) {
            while (requests < enough && rows.hasNext()) {
                if (rows.next() instanceof Row.Usable) {
                    requests++;
                }
            }
        }
        return requests;
    }
}
