package dev.nightshift.api;

import dev.nightshift.estimate.Estimate;
import dev.nightshift.http.Caller;
import dev.nightshift.http.ProblemException;
import dev.nightshift.http.ProblemType;
import dev.nightshift.job.JobOptions;
import dev.nightshift.job.LaneRules;
import dev.nightshift.job.NewJob;
import dev.nightshift.job.TaskShelf;
import dev.nightshift.order.InvalidOptionException;
import dev.nightshift.order.WantedOptions;
import dev.nightshift.pricing.Lane;
import dev.nightshift.pricing.Money;
import dev.nightshift.pricing.Prices;
import dev.nightshift.task.InvalidTaskException;
import dev.nightshift.task.Task;
import dev.nightshift.task.Tasks;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Makes jobs of requests, and refuses those that no job can be made of before anything is done. */
@Singleton
final class JobOrders {
    /** Of a larger file only the beginning is looked at; {@code prepare} reads it all. */
    private static final long LOOKED_AT = 4L * 1024 * 1024;

    private final TaskShelf tasks;
    private final RequestedInputs inputs;
    private final RequestedSources sources;
    private final LaneRules lanes;
    private final Prices prices;
    private final InstantSource clock;

    JobOrders(
            TaskShelf tasks,
            RequestedInputs inputs,
            RequestedSources sources,
            LaneRules lanes,
            Prices prices,
            InstantSource clock) {
        this.tasks = tasks;
        this.inputs = inputs;
        this.sources = sources;
        this.lanes = lanes;
        this.prices = prices;
        this.clock = clock;
    }

    /**
     * The job that a request asks for.
     *
     * @throws ProblemException when no such job can be made
     */
    NewJob of(JobRequest request, Caller caller) {
        Task task = task(request);
        JobOptions options = options(request.wanted());
        if (request.source() != null) {
            return sources.of(request, task, options, caller);
        }
        RequestedInput input = inputs.of(request, caller);
        BigDecimal cap = input.bytes() <= LOOKED_AT ? options.maxCost() : null;
        Estimate estimate = estimate(task);
        inputs.survey(
                input,
                task,
                options,
                LOOKED_AT,
                cap == null ? record -> {} : estimate::add,
                () -> false);
        if (cap != null) {
            requireWithin(cap, estimate, options);
        }
        return new NewJob(caller.owner(), input.source(), input.forJob(), task, options);
    }

    /**
     * The task of a request.
     *
     * @throws ProblemException when there is none, or none of the model
     */
    Task task(JobRequest request) {
        Task task = named(request.task(), request.definition());
        try {
            return request.wanted().appliedTo(task, prices, clock.instant());
        } catch (InvalidOptionException e) {
            throw problem(e);
        }
    }

    private Task named(@Nullable String name, @Nullable String definition) {
        if ((name == null) == (definition == null)) {
            throw ProblemException.ofField("task", "either task or definition must be there");
        }
        try {
            return definition != null
                    ? Tasks.parse(definition, "definition")
                    : tasks.find(String.valueOf(name))
                            .orElseThrow(
                                    () ->
                                            ProblemException.ofField(
                                                    "task", "there is no such task"));
        } catch (InvalidTaskException e) {
            throw ProblemException.ofField(
                    name == null ? "definition" : "task", String.valueOf(e.getMessage()));
        }
    }

    /**
     * What a request wants of its job.
     *
     * @throws ProblemException when no job can have it
     */
    JobOptions options(WantedOptions wanted) {
        try {
            return wanted.at(clock.instant());
        } catch (InvalidOptionException e) {
            throw problem(e);
        }
    }

    private static ProblemException problem(InvalidOptionException e) {
        return ProblemException.ofField("options." + e.option(), String.valueOf(e.getMessage()));
    }

    /** The lane that so many requests would take. */
    LaneRules.Choice lane(JobOptions options, long requests) {
        return lanes.choose(options, requests, clock.instant());
    }

    /** Of nothing so far, at the prices of today. */
    Estimate estimate(Task task) {
        return new Estimate(task, prices, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    private void requireWithin(BigDecimal cap, Estimate estimate, JobOptions options) {
        Lane lane = lane(options, estimate.requests()).lane();
        BigDecimal most =
                estimate.mostCost(lane)
                        .orElseThrow(
                                () ->
                                        ProblemException.of(
                                                ProblemType.OVER_BUDGET,
                                                "There is no price for %s, so that max_cost_usd cannot be kept; the stack's ModelPrices can name one."
                                                        .formatted(estimate.task().model())));
        if (most.compareTo(cap) > 0) {
            throw ProblemException.of(
                    ProblemType.OVER_BUDGET,
                    "The job could cost up to %s, and max_cost_usd is %s; nothing was sent."
                            .formatted(Money.format(most), Money.format(cap)));
        }
    }
}
