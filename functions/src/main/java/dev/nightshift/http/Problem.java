package dev.nightshift.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as the API tells it.
 *
 * @param type what went wrong, for programs: {@code urn:nightshift:problem:} and a {@link
 *     ProblemType}; stable
 * @param title the same for people; the same for all problems of the type
 * @param status the HTTP status
 * @param detail what is wrong in this case, in one sentence; null where the title says all
 * @param instance {@code urn:nightshift:request:} and the id of the request that the log names;
 *     null unless the fault is ours
 * @param errors what is wrong field by field; empty unless the request's fields are at fault
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
@Serdeable
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String instance,
        @Schema(requiredMode = RequiredMode.NOT_REQUIRED) List<FieldError> errors) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * What is wrong with one field.
     *
     * @param field its name in the request, {@code a.b[0]} for one within another
     */
    @Serdeable
    public record FieldError(String field, String detail) {}

    public Problem {
        errors = List.copyOf(errors);
    }

    static Problem of(ProblemType type, @Nullable String detail, List<FieldError> errors) {
        return new Problem(type.urn(), type.title(), type.status(), detail, null, errors);
    }

    /** Of which the log says more, under the id of the request. */
    static Problem logged(ProblemType type, @Nullable String detail, String requestId) {
        String instance = "urn:nightshift:request:" + requestId;
        return new Problem(type.urn(), type.title(), type.status(), detail, instance, List.of());
    }
}
