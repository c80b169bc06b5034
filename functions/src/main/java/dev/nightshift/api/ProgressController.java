package dev.nightshift.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nightshift.http.Caller;
import dev.nightshift.job.JobId;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells how far jobs are. */
@Controller("/progress")
class ProgressController {
    private final OwnJobs own;
    private final JobLists lists;
    private final ProgressViews views;

    ProgressController(OwnJobs own, JobLists lists, ProgressViews views) {
        this.own = own;
        this.lists = lists;
        this.views = views;
    }

    /**
     * Some of the jobs that are under way, newest first.
     *
     * @param nextCursor leads to the next page, which may be empty; absent at the end
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ProgressPage(List<ProgressView> jobs, @Nullable String nextCursor) {}

    /** Tells how far the jobs are that are under way. */
    @Get
    ProgressPage list(
            @QueryValue @Nullable String cursor,
            @QueryValue(defaultValue = "20") @Min(1) @Max(100) int limit,
            Caller caller) {
        JobLists.Page page =
                lists.page(caller, "/progress", job -> !job.status().isOver(), cursor, limit);
        return new ProgressPage(page.jobs().stream().map(views::of).toList(), page.nextCursor());
    }

    /** Tells how far a job is. */
    @Get("/{id}")
    ProgressView get(@Pattern(regexp = JobId.SHAPE) String id, Caller caller) {
        return views.of(own.find(id, caller));
    }

    /** Has a job stopped, as {@code POST /jobs/{id}/cancel} does. */
    @Delete("/{id}")
    @Status(HttpStatus.ACCEPTED)
    ProgressView cancel(@Pattern(regexp = JobId.SHAPE) String id, Caller caller) {
        return views.of(own.cancel(id, caller));
    }
}
