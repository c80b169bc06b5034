package dev.nightshift.local.server;

import dev.nightshift.local.template.Route;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A route that takes a request.
 *
 * @param pathParameters what the path's variables stand for, decoded
 */
record RouteMatch(Route route, Map<String, String> pathParameters) {
    private static final Comparator<Route> MOST_SPECIFIC_FIRST =
            Comparator.comparing(RouteMatch::rank)
                    .thenComparing(route -> route.method().equals(Route.ANY));

    /**
     * The most specific of the routes that take the request: segment by segment text comes before a
     * variable and a variable before the rest of a path, then the method's own name before ANY, and
     * {@code $default} comes last. <a
     * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html">As
     * API Gateway does it</a>.
     *
     * @param rawPath as it was sent, percent-encoded
     */
    static Optional<RouteMatch> find(List<Route> routes, String method, String rawPath) {
        return routes.stream()
                .filter(one -> List.of(Route.ANY, method).contains(one.method()))
                .sorted(MOST_SPECIFIC_FIRST)
                .flatMap(route -> match(route, rawPath).stream())
                .findFirst();
    }

    private static Optional<RouteMatch> match(Route route, String rawPath) {
        Map<String, String> variables = new LinkedHashMap<>();
        return route.path().equals(Route.DEFAULT) || takes(route.segments(), rawPath, variables)
                ? Optional.of(new RouteMatch(route, variables))
                : Optional.empty();
    }

    private static boolean takes(
            List<String> wanted, String rawPath, Map<String, String> variables) {
        List<String> sent = Route.segments(rawPath.isEmpty() ? "/" : rawPath);
        for (int i = 0; i < wanted.size(); i++) {
            if (i >= sent.size()) {
                return false;
            }
            String segment = wanted.get(i);
            if (segment.endsWith("+}")) {
                String rest = String.join("/", sent.subList(i, sent.size()));
                variables.put(segment.substring(1, segment.length() - 2), decoded(rest));
                return !rest.isEmpty();
            }
            String text = decoded(sent.get(i));
            if (segment.startsWith("{") && !text.isEmpty()) {
                variables.put(segment.substring(1, segment.length() - 1), text);
            } else if (!segment.equals(text)) {
                return false;
            }
        }
        return wanted.size() == sent.size();
    }

    /**
     * Sorts by kind of segment: text is 0, a variable 1, the rest of a path 2, anything at all 3.
     */
    private static String rank(Route route) {
        return route.path().equals(Route.DEFAULT)
                ? "3"
                : route.segments().stream().map(RouteMatch::kind).collect(Collectors.joining());
    }

    private static String kind(String segment) {
        if (segment.endsWith("+}")) {
            return "2";
        }
        return segment.startsWith("{") ? "1" : "0";
    }

    /** Percent-decoded; a plus is a plus in a path. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
