package dev.nightshift.local.template;

import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A route of the HTTP API.
 *
 * @param function the logical id of the function that answers
 * @param method in capitals; ANY stands for all
 * @param path such as <code>/jobs/{id}</code> or <code>/files/{proxy+}</code>; {@code $default}
 *     takes what no other route takes
 */
public record Route(String function, String method, String path) {
    /** The path of the route that takes what no other takes. */
    public static final String DEFAULT = "$default";

    /** The method that stands for all. */
    public static final String ANY = "ANY";

    private static final Set<String> METHODS =
            ImmutableSet.of(ANY, "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");
    private static final Pattern VARIABLE = Pattern.compile("\\{[A-Za-z0-9._:-]+\\+?}");

    public Route {
        method = method.toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException(
                    "Method must be one of %s, was %s"
                            .formatted(String.join(", ", METHODS), method));
        }
        if (!path.equals(DEFAULT)) {
            requirePath(path);
        } else if (!method.equals(ANY)) {
            throw new IllegalArgumentException("Path $default goes with Method ANY only");
        }
    }

    /** The route as API Gateway names it, such as <code>GET /jobs/{id}</code>. */
    public String key() {
        return path.equals(DEFAULT) ? DEFAULT : method + " " + path;
    }

    /** The parts between the slashes: {@code /a/b} has two, {@code /} an empty one. */
    public List<String> segments() {
        return segments(path);
    }

    /** The parts of a path that begins with a slash. */
    public static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    private static void requirePath(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("Path must begin with a slash, was " + path);
        }
        List<String> segments = segments(path);
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            boolean braces = segment.contains("{") || segment.contains("}");
            boolean early = segment.endsWith("+}") && i < segments.size() - 1;
            if (early || (braces && !VARIABLE.matcher(segment).matches())) {
                throw new IllegalArgumentException(
                        "Path may hold {name} between slashes and {name+} at its end, was " + path);
            }
        }
    }
}
