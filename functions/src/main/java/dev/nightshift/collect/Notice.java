package dev.nightshift.collect;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobStatus;
import dev.nightshift.job.Summary;
import dev.nightshift.record.Tally;
import dev.nightshift.upload.Dropped;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What whoever waits for a job is told at its end. Nothing of its records stands in it.
 *
 * @param type what happened
 * @param round of the job, from 1
 * @param callback whether the job names an address that is to be called
 * @param handover whether it names one that its records are handed to
 */
@Serdeable
record Notice(String type, int round, boolean callback, boolean handover, Detail detail) {

    /**
     * The job that is over.
     *
     * @param id the same whenever this end is told again
     * @param status {@code completed}, {@code cancelled}, {@code failed} or {@code paused}
     * @param outcomes of its records
     * @param costUsd what was paid, in US dollars
     * @param bucket where its results lie
     * @param results what the keys of its files begin with
     * @param handover the key of what another system imports; absent unless its task has that
     * @param uploadResults what those of the copies begin with; absent unless a file that was put
     *     into the bucket started it
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Detail(
            String id,
            String job,
            String task,
            String model,
            String source,
            String status,
            Instant finished,
            long rows,
            Tally outcomes,
            String costUsd,
            String bucket,
            String results,
            @Nullable String handover,
            @Nullable String uploadResults) {}

    /**
     * @param bucket its name
     * @param isHandedOver whether there is a file for another system
     */
    static Notice of(
            Job job,
            JobStatus status,
            Instant finished,
            Summary summary,
            String bucket,
            boolean isHandedOver) {
        String origin = job.options().origin();
        return new Notice(
                status == JobStatus.FAILED ? "Job failed" : "Job finished",
                job.round(),
                job.options().callback() != null,
                job.options().handover() != null,
                new Detail(
                        job.id() + "-" + job.round(),
                        job.id().value(),
                        job.task(),
                        job.model(),
                        job.source(),
                        status.wire(),
                        finished,
                        job.rows(),
                        summary.tally(),
                        summary.cost().toPlainString(),
                        bucket,
                        job.files().all(),
                        isHandedOver ? job.files().handover() : null,
                        origin != null && Dropped.of(origin) instanceof Dropped.File file
                                ? file.resultsKey("")
                                : null));
    }
}
