package dev.nightshift.api;

import dev.nightshift.api.RequestedInputs.Look;
import dev.nightshift.estimate.Estimate;
import dev.nightshift.estimate.EstimateReport;
import dev.nightshift.http.Caller;
import dev.nightshift.http.ProblemException;
import dev.nightshift.http.ProblemType;
import dev.nightshift.job.JobOptions;
import dev.nightshift.task.Task;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import jakarta.validation.Valid;
import java.time.Duration;

/** Says what jobs would come to. */
@Controller("/jobs/estimate")
class EstimateController {
    private static final long LARGEST = 64L * 1024 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final JobOrders orders;
    private final RequestedInputs inputs;

    EstimateController(JobOrders orders, RequestedInputs inputs) {
        this.orders = orders;
        this.inputs = inputs;
    }

    /** Counts what a job would send; nothing is started or sent. */
    @Post
    EstimateReport estimate(@Valid @Body JobRequest request, Caller caller) {
        Task task = orders.task(request);
        JobOptions options = orders.options(request.wanted());
        RequestedInput input = inputs.of(request, caller);
        long begun = System.nanoTime();
        Estimate estimate = orders.estimate(task);
        Look look =
                inputs.survey(input, task, options, LARGEST, estimate::add, () -> isLate(begun));
        if (look.isCut() || isLate(begun)) {
            throw ProblemException.of(
                    ProblemType.TOO_LARGE,
                    "The input is too large to be counted within a call; estimate a part of it.");
        }
        return EstimateReport.of(
                estimate,
                look.found().rows(),
                Math.max(input.bytes(), look.bytes()),
                orders.lane(options, estimate.requests()));
    }

    private static boolean isLate(long begun) {
        return System.nanoTime() - begun > LONGEST.toNanos();
    }
}
