package dev.nightshift.local.template;

import java.util.List;

/**
 * Which pages of other sites may call the HTTP API.
 *
 * @param origins such as https://app.example.com; empty for none
 * @param methods in capitals
 * @param headers that a page may send
 * @param exposed headers that a page may read
 * @param maxAge seconds for which a browser may remember this
 */
public record Cors(
        List<String> origins,
        List<String> methods,
        List<String> headers,
        List<String> exposed,
        int maxAge) {
    /** No page may. */
    public static final Cors NONE = new Cors(List.of(), List.of(), List.of(), List.of(), 0);

    public Cors {
        if (origins.contains("*")) {
            throw new IllegalArgumentException("AllowOrigins must name origins, was *");
        }
        origins = List.copyOf(origins);
        methods = List.copyOf(methods);
        headers = List.copyOf(headers);
        exposed = List.copyOf(exposed);
    }
}
