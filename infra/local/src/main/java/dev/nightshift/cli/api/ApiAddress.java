package dev.nightshift.cli.api;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an HTTP API is: {@code https} with the path of its stage, if it has one; plain {@code http}
 * only to this computer.
 *
 * @param uri without a slash at its end
 */
public record ApiAddress(URI uri) {
    private static final Pattern OF_API_GATEWAY =
            Pattern.compile("[a-z0-9-]+\\.execute-api\\.([a-z0-9-]+)\\.amazonaws\\.com(\\.cn)?");

    /**
     * @throws ApiException if it is no address of an API, or an open one
     */
    public ApiAddress {
        String scheme = Objects.requireNonNullElse(uri.getScheme(), "");
        if (uri.getHost() == null || !scheme.matches("(?i)https?")) {
            throw wrong(uri, "is no address of an API");
        }
        if (uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getFragment() != null) {
            // Not told, for it may hold a password.
            throw ApiException.wrong(
                    "an address of an API has no user, no '?' and no '#'; it looks like "
                            + "https://abc123.execute-api.eu-central-1.amazonaws.com");
        }
        if (scheme.equalsIgnoreCase("http") && !isLoopback(uri.getHost())) {
            throw wrong(
                    uri, "would send everything in the clear; only https goes to other computers");
        }
        uri = URI.create(uri.toString().replaceAll("/+$", ""));
    }

    private static ApiException wrong(URI uri, String what) {
        return ApiException.wrong(
                "%s %s; it looks like http://127.0.0.1:8080 or https://abc123.execute-api.eu-central-1.amazonaws.com"
                        .formatted(uri, what));
    }

    private static boolean isLoopback(String host) {
        return host.matches("127(\\.[0-9]{1,3}){3}|\\[::1]|(?i)localhost");
    }

    /** Whether it is on this computer, where nobody is asked who they are. */
    public boolean isLocal() {
        return uri.getScheme().equalsIgnoreCase("http");
    }

    /** The region that the name of the host tells; empty for a domain of one's own. */
    public Optional<String> region() {
        Matcher host = OF_API_GATEWAY.matcher(uri.getHost().toLowerCase(Locale.ROOT));
        return host.matches() ? Optional.of(host.group(1)) : Optional.empty();
    }

    /** As it is typed. */
    @Override
    public String toString() {
        return uri.toString();
    }
}
