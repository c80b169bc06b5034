package dev.nightshift.local.server;

import java.io.IOException;
import java.net.URI;

/**
 * The port of the template's HTTP API. The template has no routes yet, so it only describes the
 * stack, at its root.
 */
public final class HttpApi implements AutoCloseable {
    private static final int LARGEST_BODY = 6_291_456;

    private final LoopbackServer server;

    private HttpApi(LoopbackServer server) {
        this.server = server;
    }

    /**
     * Starts the server.
     *
     * @param description the stack as JSON
     * @throws IOException if the port is taken
     */
    public static HttpApi start(int port, String description) throws IOException {
        return new HttpApi(
                LoopbackServer.start(port, LARGEST_BODY, request -> route(request, description)));
    }

    /** Where a client finds it. */
    public URI endpoint() {
        return server.uri();
    }

    private static HttpReply route(HttpRequest request, String description) {
        boolean reading = request.method().equals("GET") || request.method().equals("HEAD");
        return reading && request.path().equals("/")
                ? HttpReply.json(200, description)
                : HttpReply.problem(
                        404,
                        "Not Found",
                        "%s %s is no route of this API."
                                .formatted(request.method(), request.path()));
    }

    @Override
    public void close() {
        server.close();
    }
}
