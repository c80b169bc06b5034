package dev.nightshift.local.server;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;

/**
 * Who may talk to a server that asks for no password. A page of a foreign site can make a browser
 * call this computer, under the site's own name (DNS rebinding) or across origins; both show in
 * headers that a page cannot forge.
 */
final class LocalCallers {
    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

    private LocalCallers() {}

    /**
     * Whether the request names this computer and comes from no page, or from one served here.
     *
     * @param origins sites whose pages are let in as well
     */
    static boolean admits(Headers headers, List<String> origins) {
        List<String> hosts = headers.getOrDefault("Host", List.of());
        if (hosts.size() != 1 || !isThisComputer(hosts.getFirst())) {
            return false;
        }
        String own = "http://" + hosts.getFirst();
        return headers.getOrDefault("Origin", List.of()).stream()
                .allMatch(origin -> origin.equals(own) || origins.contains(origin));
    }

    private static boolean isThisComputer(String host) {
        try {
            String name = new URI("http://" + host).getHost();
            return name != null && NAMES.contains(name);
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
