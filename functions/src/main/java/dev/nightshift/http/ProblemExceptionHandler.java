package dev.nightshift.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers with the problem that a controller found. */
@Produces(Problem.MEDIA_TYPE)
@Singleton
final class ProblemExceptionHandler
        implements ExceptionHandler<ProblemException, HttpResponse<Problem>> {
    @Override
    public HttpResponse<Problem> handle(HttpRequest request, ProblemException e) {
        return HttpResponse.status(HttpStatus.valueOf(e.problem().status()))
                .contentType(Problem.MEDIA_TYPE)
                .body(e.problem());
    }
}
