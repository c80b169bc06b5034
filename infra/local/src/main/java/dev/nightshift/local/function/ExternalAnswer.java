package dev.nightshift.local.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import dev.nightshift.local.function.InvocationResult.FunctionError;
import dev.nightshift.local.function.InvocationResult.Refusal;
import dev.nightshift.local.function.InvocationResult.Refused;
import dev.nightshift.local.function.InvocationResult.Success;
import dev.nightshift.local.function.InvocationResult.Unknown;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the answer of a function behind HTTP means. Lambda's own Invoke marks errors by headers. <a
 * href="https://github.com/aws/aws-lambda-runtime-interface-emulator/issues/20">Its emulator does
 * not</a>: there they are told by their shape, and a timeout by its text.
 */
final class ExternalAnswer {
    private static final Set<String> FIELDS_OF_AN_ERROR =
            ImmutableSet.of(
                    "cause", "errorMessage", "errorType", "requestId", "stackTrace", "trace");
    private static final Pattern TIMED_OUT =
            Pattern.compile("(RequestId: \\S+ Error: )?Task timed out after [0-9.]+ seconds");
    private static final int QUOTED = 200;

    private ExternalAnswer() {}

    /**
     * @param body at most one byte more than Lambda takes
     */
    static InvocationResult of(HttpResponse<?> response, byte[] body) {
        if (body.length > FunctionHost.LARGEST_PAYLOAD) {
            return ErrorReport.tooLarge(body.length);
        }
        String text = new String(body, StandardCharsets.UTF_8).strip();
        Optional<JsonNode> json = text.isEmpty() ? Optional.empty() : Payload.parse(text);
        boolean marked = response.headers().firstValue("X-Amz-Function-Error").isPresent();
        if (json.isPresent() && (marked || isError(json.get()))) {
            return new FunctionError(text);
        }
        if (marked) {
            return new Unknown(quoted(text));
        }
        if (response.statusCode() / 100 != 2) {
            return refused(response, text);
        }
        if (TIMED_OUT.matcher(text).matches()) {
            return new FunctionError(ErrorReport.of("Sandbox.Timedout", text));
        }
        return json.isPresent() || text.isEmpty()
                ? new Success(text.isEmpty() ? "null" : text)
                : new Unknown("The function answered what is no JSON: " + quoted(text));
    }

    /** By the error's name where there is one of Lambda's, otherwise by the status. */
    private static InvocationResult refused(HttpResponse<?> response, String text) {
        int status = response.statusCode();
        String said = "The function answered with status %d: %s".formatted(status, quoted(text));
        return response.headers()
                .firstValue("X-Amzn-ErrorType")
                .flatMap(Refusal::of)
                .or(() -> Refusal.of(status))
                .<InvocationResult>map(refusal -> new Refused(refusal, said))
                .orElseGet(() -> new Unknown(said));
    }

    private static boolean isError(JsonNode json) {
        return json.path("errorMessage").isTextual()
                && json.path("errorType").isTextual()
                && json.properties().stream()
                        .allMatch(field -> FIELDS_OF_AN_ERROR.contains(field.getKey()));
    }

    private static String quoted(String text) {
        return text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "…";
    }
}
