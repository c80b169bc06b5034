package dev.nightshift.http;

import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.List;

/** Tells the framework's own errors, wrong JSON or an unknown path, as problems. */
@Singleton
final class ProblemErrors implements ErrorResponseProcessor<Problem> {

    @Override
    public MutableHttpResponse<Problem> processResponse(
            ErrorContext context, MutableHttpResponse<?> response) {
        Problem problem =
                Problem.of(
                        ProblemType.of(response.code()),
                        context.getErrors().isEmpty()
                                ? null
                                : context.getErrors().getFirst().getMessage(),
                        List.of());
        return response.status(problem.status()).contentType(Problem.MEDIA_TYPE).body(problem);
    }
}
