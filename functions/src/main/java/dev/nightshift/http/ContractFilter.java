package dev.nightshift.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.nightshift.http.Problem.FieldError;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.UriRouteMatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses what the {@link Contract} does not allow, naming every field that is wrong, before a
 * controller sees it.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class ContractFilter {
    /** Bytes of a request's body at most; API Gateway takes 6 MB, in base64. */
    private static final int LARGEST_BODY = 4_500_000;

    private static final String UTF_8 = "utf-8";

    private final Contract contract;

    ContractFilter(Contract contract) {
        this.contract = contract;
    }

    @RequestFilter
    void check(HttpRequest<?> request) {
        if (RouteAttributes.getRouteMatch(request).orElse(null)
                instanceof UriRouteMatch<?, ?> match) {
            String method =
                    request.getMethodName().equals("HEAD") ? "GET" : request.getMethodName();
            contract.operation(method, match.getRouteInfo().getUriMatchTemplate().toPathString())
                    .ifPresent(operation -> check(operation, match, Events.of(request)));
        }
    }

    private static void check(
            Operation operation, UriRouteMatch<?, ?> match, APIGatewayV2HTTPEvent event) {
        Map<String, String> path = new HashMap<>();
        match.getVariableValues().forEach((name, value) -> path.put(name, value.toString()));
        if (!operation.wrong("path", path).isEmpty()) {
            throw ProblemException.of(ProblemType.NOT_FOUND, "Nothing can have this name.");
        }
        Map<String, String> headers = Events.headers(event);
        List<FieldError> errors = new ArrayList<>();
        errors.addAll(operation.wrong("query", Events.query(event)));
        errors.addAll(operation.wrong("header", headers));
        if (operation.hasBody()) {
            errors.addAll(wrongBody(operation, headers, Events.body(event)));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
    }

    private static List<FieldError> wrongBody(
            Operation operation, Map<String, String> headers, byte[] body) {
        if (body.length > LARGEST_BODY) {
            throw ProblemException.of(
                    ProblemType.TOO_LARGE,
                    "The body has %d bytes; at most %d are read."
                            .formatted(body.length, LARGEST_BODY));
        }
        if (body.length == 0) {
            return operation.requiresBody()
                    ? List.of(new FieldError("body", "is missing"))
                    : List.of();
        }
        MediaType type = type(headers.getOrDefault("content-type", ""));
        if (!operation.takes(type.getName())) {
            throw unsupported(type.getName());
        }
        return type.getName().equals(MediaType.APPLICATION_JSON)
                ? operation.wrongBody(body)
                : List.of();
    }

    /** What the body says it is, in UTF-8. */
    private static MediaType type(String text) {
        try {
            MediaType type = MediaType.of(text);
            if (type.getParameters().get("charset").orElse(UTF_8).equalsIgnoreCase(UTF_8)) {
                return type;
            }
        } catch (IllegalArgumentException e) {
            // Answered below, as any other that is not read.
        }
        throw unsupported(text);
    }

    private static ProblemException unsupported(String type) {
        return ProblemException.of(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                type.isEmpty()
                        ? "The header Content-Type is missing."
                        : "A body of %s is not read here.".formatted(type));
    }
}
