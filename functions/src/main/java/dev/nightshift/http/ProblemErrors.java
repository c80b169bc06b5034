package dev.nightshift.http;

import dev.nightshift.http.Problem.FieldError;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the framework's own errors, an unknown path or a method that is not there, as problems. */
@Singleton
final class ProblemErrors implements ErrorResponseProcessor<Problem> {

    @Override
    public MutableHttpResponse<Problem> processResponse(
            ErrorContext context, MutableHttpResponse<?> response) {
        List<FieldError> fields = new ArrayList<>();
        @Nullable String detail = null;
        for (Error error : context.getErrors()) {
            if (error.getPath().isPresent()) {
                fields.add(new FieldError(name(error.getPath().get()), error.getMessage()));
            } else {
                detail = error.getMessage();
            }
        }
        Problem problem = Problem.of(ProblemType.of(response.code()), detail, fields);
        return response.status(problem.status()).contentType(Problem.MEDIA_TYPE).body(problem);
    }

    private static String name(String path) {
        return path.substring(path.startsWith("/") ? 1 : 0).replace('/', '.');
    }
}
