package dev.nightshift.api;

import dev.nightshift.batch.Cancellation;
import dev.nightshift.http.Caller;
import dev.nightshift.http.ProblemException;
import dev.nightshift.http.ProblemType;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobId;
import dev.nightshift.job.Jobs;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The jobs that a caller may see. */
@Singleton
final class OwnJobs {
    private final Jobs jobs;
    private final Cancellation cancellation;

    OwnJobs(Jobs jobs, Cancellation cancellation) {
        this.jobs = jobs;
        this.cancellation = cancellation;
    }

    /**
     * A job that the caller may see.
     *
     * @throws ProblemException NOT_FOUND, for what is no job's id as well
     */
    Job find(String id, Caller caller) {
        return parsed(id)
                .flatMap(jobs::find)
                .filter(job -> caller.sees(job.owner()))
                .orElseThrow(
                        () ->
                                ProblemException.of(
                                        ProblemType.NOT_FOUND, "There is no job with this id."));
    }

    /**
     * The same for one that is over.
     *
     * @throws ProblemException CONFLICT, when it is not
     */
    Job findOver(String id, Caller caller) {
        Job job = find(id, caller);
        if (!job.status().isOver()) {
            throw ProblemException.of(
                    ProblemType.CONFLICT,
                    "Job %s is still %s; wait for its end, or cancel it."
                            .formatted(job.id(), job.status().wire()));
        }
        return job;
    }

    /**
     * Has a job stopped; what was done by then is kept, and billed.
     *
     * @throws ProblemException CONFLICT, when it is over
     */
    Job cancel(String id, Caller caller) {
        Job job = find(id, caller);
        if (job.status().isOver()) {
            throw ProblemException.of(
                    ProblemType.CONFLICT,
                    "Job %s is %s already.".formatted(job.id(), job.status().wire()));
        }
        cancellation.request(job.id());
        return find(id, caller);
    }

    private static Optional<JobId> parsed(String id) {
        try {
            return Optional.of(new JobId(id));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
