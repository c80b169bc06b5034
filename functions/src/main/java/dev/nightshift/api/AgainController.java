package dev.nightshift.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.nightshift.budget.Budget;
import dev.nightshift.http.ProblemException;
import dev.nightshift.http.ProblemType;
import dev.nightshift.job.Again;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobStarter;
import dev.nightshift.job.JobStatus;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
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
     * How a job is to be run again.
     *
     * @param maxCostUsd what the whole job may cost from now on, what it has cost included; null
     *     for no change
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = false)
    record AgainRequest(
            @Nullable @DecimalMin("0") @Digits(integer = 15, fraction = 20)
                    BigDecimal maxCostUsd) {}

    /** Runs those records of a job again that did not succeed. */
    @Post("/retry")
    @Status(HttpStatus.ACCEPTED)
    JobView retry(String id, @Nullable @Valid @Body AgainRequest request) {
        return again(id, request, Again.FAILED);
    }

    /** Sends those records of a job that were never sent. */
    @Post("/resume")
    @Status(HttpStatus.ACCEPTED)
    JobView resume(String id, @Nullable @Valid @Body AgainRequest request) {
        return again(id, request, Again.UNSENT);
    }

    private JobView again(String id, @Nullable AgainRequest request, Again again) {
        Job job = own.findOver(id);
        long records = views.summary(job).map(of -> again.count(of.tally())).orElse(0L);
        if (records == 0 && job.status() != JobStatus.PAUSED) {
            throw ProblemException.of(
                    ProblemType.CONFLICT,
                    "Job %s has no records that %s."
                            .formatted(
                                    job.id(),
                                    again == Again.UNSENT ? "were not sent" : "did not succeed"));
        }
        if (request != null && request.maxCostUsd() != null) {
            budget.cap(job.id(), request.maxCostUsd());
        }
        if (!starter.again(job.id(), again)) {
            throw ProblemException.of(
                    ProblemType.CONFLICT,
                    "Job %s cannot be run again: it is under way, or ended before its input was read."
                            .formatted(job.id()));
        }
        return views.of(own.find(id));
    }
}
