package dev.nightshift.api;

import dev.nightshift.http.Caller;
import dev.nightshift.http.ProblemException;
import dev.nightshift.http.ProblemType;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobId;
import dev.nightshift.job.JobStarter;
import dev.nightshift.job.JobStarter.Started;
import dev.nightshift.job.JobStatus;
import dev.nightshift.job.Jobs;
import dev.nightshift.job.NewJob;
import dev.nightshift.job.StartKeyTakenException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Starts, tells, stops and removes jobs. */
@Controller("/jobs")
class JobsController {
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final String RETRY_AFTER_SECONDS = "5";

    private final OwnJobs own;
    private final Jobs jobs;
    private final JobOrders orders;
    private final JobStarter starter;
    private final JobViews views;
    private final JobLists lists;

    JobsController(
            OwnJobs own,
            Jobs jobs,
            JobOrders orders,
            JobStarter starter,
            JobViews views,
            JobLists lists) {
        this.own = own;
        this.jobs = jobs;
        this.orders = orders;
        this.starter = starter;
        this.views = views;
        this.lists = lists;
    }

    /**
     * Starts a job, unless an earlier call did so.
     *
     * @param wait seconds to wait for the job's end
     * @param key a name for this start: repeated, it leads to the same job. Without one the same
     *     input, task and options do so while their job runs, or when it has done all it could,
     *     unless {@code fresh} is said
     */
    @Post
    @ApiResponse(responseCode = "200", description = "The job is over.", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "202", description = "The job goes on.", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "422", description = "It could cost more than it may.")
    HttpResponse<JobView> start(
            @Valid @Body JobRequest request,
            @QueryValue(defaultValue = "0") @Min(0) @Max(25) int wait,
            @Header("Idempotency-Key") @Nullable @Size(min = 1, max = 255) String key,
            Caller caller)
            throws IOException, InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
        return told(awaited(started(orders.of(request, caller), key), until));
    }

    private Job started(NewJob wanted, @Nullable String key) throws IOException {
        if (key == null && wanted.options().isFresh()) {
            return starter.start(wanted);
        }
        try {
            Started started = starter.startOnce(key, wanted);
            return started.job();
        } catch (StartKeyTakenException e) {
            throw ProblemException.of(ProblemType.CONFLICT, "Idempotency-Key: " + e.getMessage());
        }
    }

    /** The job as it is when it is over, or the time. */
    private Job awaited(Job started, long until) throws InterruptedException {
        Job job = started;
        while (!job.status().isOver() && System.nanoTime() < until) {
            Thread.sleep(PAUSE);
            job = jobs.find(job.id()).orElse(job);
        }
        return job;
    }

    private HttpResponse<JobView> told(Job job) {
        URI place = URI.create("/jobs/" + job.id());
        return job.status().isOver()
                ? HttpResponse.ok(views.of(job)).header(HttpHeaders.LOCATION, place.toString())
                : HttpResponse.<JobView>accepted(place)
                        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                        .body(views.of(job));
    }

    /** The jobs, newest first. */
    @Get
    JobPage list(
            @QueryValue
                    @Nullable
                    @Pattern(regexp = "preparing|running|completed|cancelled|failed|paused")
                    String status,
            @QueryValue @Nullable @Size(max = 200) String task,
            @QueryValue @Nullable String cursor,
            @QueryValue(defaultValue = "20") @Min(1) @Max(100) int limit,
            Caller caller) {
        JobLists.Page page =
                lists.page(
                        caller,
                        "/jobs?status=%s&task=%s".formatted(status, task),
                        job -> isWanted(job, status, task),
                        cursor,
                        limit);
        return new JobPage(page.jobs().stream().map(views::of).toList(), page.nextCursor());
    }

    private static boolean isWanted(Job job, @Nullable String status, @Nullable String task) {
        return (status == null || job.status() == JobStatus.of(status))
                && (task == null || job.task().equals(task) || job.task().startsWith(task + "@"));
    }

    /**
     * A job.
     *
     * @param wait seconds to wait for its end
     */
    @Get("/{id}")
    JobView get(
            @Pattern(regexp = JobId.SHAPE) String id,
            @QueryValue(defaultValue = "0") @Min(0) @Max(25) int wait,
            Caller caller)
            throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
        return views.of(awaited(own.find(id, caller), until));
    }

    /** Has a job stopped; what was done by then is kept, and billed. */
    @Post("/{id}/cancel")
    @Status(HttpStatus.ACCEPTED)
    JobView cancel(@Pattern(regexp = JobId.SHAPE) String id, Caller caller) {
        return views.of(own.cancel(id, caller));
    }

    /** Has a job that is over removed everywhere; it is gone when it is not found any more. */
    @Delete("/{id}")
    @Status(HttpStatus.ACCEPTED)
    void delete(@Pattern(regexp = JobId.SHAPE) String id, Caller caller) {
        starter.delete(own.findOver(id, caller));
    }
}
