package dev.nightshift.http;

import java.util.Arrays;
import java.util.Locale;

/** The kinds of problem that the API tells. Their names are part of the contract. */
public enum ProblemType {
    INVALID_REQUEST(400, "The request is not valid"),
    INVALID_CURSOR(400, "The cursor is none of this list's"),
    UNAUTHORIZED(401, "The caller is not known"),
    FORBIDDEN(403, "The caller may not do this"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "This cannot be done here"),
    NOT_ACCEPTABLE(406, "There is no such form of the answer"),
    CONFLICT(409, "The present state does not allow this"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The request is of a type that is not read here"),
    OVER_BUDGET(422, "This could cost more than allowed"),
    TOO_MANY_REQUESTS(429, "Too much at once"),
    INTERNAL(500, "Something unexpected happened"),
    UNAVAILABLE(503, "Something that is needed cannot be reached");

    private static final String PREFIX = "urn:nightshift:problem:";

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The kind that stands for a status of the framework's own. */
    static ProblemType of(int status) {
        return Arrays.stream(values())
                .filter(type -> type.status == status)
                .findFirst()
                .orElse(status < 500 ? INVALID_REQUEST : INTERNAL);
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    String urn() {
        return PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
