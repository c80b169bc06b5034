package dev.nightshift.http;

import dev.nightshift.http.Problem.FieldError;
import java.util.List;

/** Ends a request with a problem, see {@link ProblemType}; nothing was changed. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    private ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    /**
     * A problem of a type.
     *
     * @param detail what is wrong in this case, in one sentence
     */
    public static ProblemException of(ProblemType type, String detail) {
        return new ProblemException(Problem.of(type, detail, List.of()));
    }

    /** A field of the request is wrong. */
    public static ProblemException ofField(String field, String detail) {
        return ofFields(List.of(new FieldError(field, detail)));
    }

    /** Fields of the request are wrong. */
    public static ProblemException ofFields(List<FieldError> errors) {
        return new ProblemException(Problem.of(ProblemType.INVALID_REQUEST, null, errors));
    }

    Problem problem() {
        return problem;
    }
}
