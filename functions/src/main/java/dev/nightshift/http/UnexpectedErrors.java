package dev.nightshift.http;

import dev.nightshift.lambda.Passing;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers for whatever a controller did not foresee: what went wrong is in the log, under the id
 * that the caller gets. What passes by itself is 503.
 */
@Produces(Problem.MEDIA_TYPE)
@Singleton
final class UnexpectedErrors implements ExceptionHandler<Throwable, HttpResponse<Problem>> {
    private static final Logger LOG = LoggerFactory.getLogger(UnexpectedErrors.class);
    private static final String SECONDS = "5";

    @Override
    public HttpResponse<Problem> handle(HttpRequest request, Throwable e) {
        String id = Events.requestId(request);
        LOG.error("Request {} failed", id, e);
        return Passing.is(e)
                ? of(Problem.logged(ProblemType.UNAVAILABLE, null, id))
                        .header("Retry-After", SECONDS)
                : of(Problem.logged(ProblemType.INTERNAL, null, id));
    }

    private static MutableHttpResponse<Problem> of(Problem problem) {
        return HttpResponse.<Problem>status(HttpStatus.valueOf(problem.status()))
                .contentType(Problem.MEDIA_TYPE)
                .body(problem);
    }
}
