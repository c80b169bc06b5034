package dev.nightshift.api;

import dev.nightshift.budget.Budget;
import dev.nightshift.budget.Dollars;
import dev.nightshift.http.Caller;
import dev.nightshift.http.ProblemException;
import dev.nightshift.http.ProblemType;
import dev.nightshift.job.Again;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobId;
import dev.nightshift.job.JobStarter;
import dev.nightshift.job.JobStatus;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Runs jobs once more that are over. */
@Controller("/jobs/{id}")
class AgainController {
    private final OwnJobs own;
    private final JobStarter starter;
    private final Budget budget;
    private final JobViews views;

    AgainController(OwnJobs own, JobStarter starter, Budget budget, JobViews views) {
        this.own = own;
        this.starter = starter;
        this.budget = budget;
        this.views = views;
    }

    /**
     * Runs those records of a job again that did not succeed.
     *
     * @param cap what the whole job may cost from now on, in US dollars, what it has cost included;
     *     null for no change
     */
    @Post("/retry")
    @Status(HttpStatus.ACCEPTED)
    JobView retry(
            @Pattern(regexp = JobId.SHAPE) String id,
            @QueryValue("max_cost_usd") @Nullable @Pattern(regexp = Dollars.SHAPE) String cap,
            Caller caller) {
        return again(id, caller, cap, Again.FAILED);
    }

    /**
     * Sends those records of a job that were never sent.
     *
     * @param cap as for {@link #retry}
     */
    @Post("/resume")
    @Status(HttpStatus.ACCEPTED)
    JobView resume(
            @Pattern(regexp = JobId.SHAPE) String id,
            @QueryValue("max_cost_usd") @Nullable @Pattern(regexp = Dollars.SHAPE) String cap,
            Caller caller) {
        return again(id, caller, cap, Again.UNSENT);
    }

    private JobView again(String id, Caller caller, @Nullable String cap, Again again) {
        Job job = own.findOver(id, caller);
        long records = views.summary(job).map(of -> again.count(of.tally())).orElse(0L);
        if (records == 0 && job.status() != JobStatus.PAUSED) {
            throw ProblemException.of(
                    ProblemType.CONFLICT,
                    "Job %s has no records that %s."
                            .formatted(
                                    job.id(),
                                    again == Again.UNSENT ? "were not sent" : "did not succeed"));
        }
        if (cap != null) {
            budget.cap(job.id(), new BigDecimal(cap));
        }
        if (!starter.again(job.id(), again)) {
            throw ProblemException.of(
                    ProblemType.CONFLICT,
                    "Job %s cannot be run again: it is under way, or ended before its input was read."
                            .formatted(job.id()));
        }
        return views.of(own.find(id, caller));
    }
}
